"""What a party hands in besides the complaint: kept byte for byte, with its receipt."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from yunting.core.actor import Actor
from yunting.core.models import Account, Participation
from yunting.core.procedure import NotYours
from yunting.filing.models import Lodgement, PaperKind
from yunting.filing.selectors.parties import case_of
from yunting.filing.services.complaint import sha256
from yunting.lib import canonical, codes
from yunting.lib.errors import Refused


class NoCaseYet(Refused):
    """There is nothing to answer or object to before the court has accepted the complaint."""

    code: ClassVar[str] = "no-case-yet"


class NotSigned(Refused):
    """A paper nobody has signed is none."""

    code: ClassVar[str] = "not-signed"


def lodge(
    kind: PaperKind,
    content: Mapping[str, object],
    *,
    participation: Participation,
    by: Actor,
    at: datetime,
) -> Lodgement:
    """Keep what a party hands in, in the caller's transaction; give its receipt.

    :raises NoCaseYet: if the complaint has not been accepted
    """
    if not isinstance(by.account, Account):
        raise TypeError("a paper is handed in by somebody")
    case = case_of(participation)
    if case is None:
        raise NoCaseYet("法院还没有立案。", remedy="立案以后再提交。")
    body = canonical.encode({"form": kind.value, **content})
    return Lodgement.objects.create(
        matter=participation.matter,
        case=case,
        participation=participation,
        kind=kind,
        body=body,
        sha256=sha256(body),
        receipt=codes.make(secrets.randbelow, groups=3),
        account=by.account,
        at=at,
    )


def require_own(participation: Participation, by: Actor) -> None:
    """Refuse whoever is neither that party nor its agent: co-defendants act each for itself.

    :raises NotYours: if it is somebody else's
    """
    acting = by.on_behalf_of or by.person
    if acting is None or acting.pk != participation.person_id:
        raise NotYours(
            "只有这位当事人本人或者代理人可以办理。",
            basis="民事诉讼法 第五十五条第二款",
            remedy="如您认为身份有误，请拨打12368。",
        )


def require_signature(signed_by: str) -> None:
    """Refuse a paper without a signature.

    :raises NotSigned: if it has none
    """
    if not signed_by.strip():
        raise NotSigned("还没有签名。", remedy="请签名后提交。", field="signed")
