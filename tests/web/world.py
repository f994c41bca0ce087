"""Everything an address can be about, in every state, made by the court's own acts."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from tests.cast import AT, Cast, acting, on_stage
from tests.cast_complaint import typed_in
from tests.core import samples
from tests.core.bringing import uploaded
from tests.filing.build import COMPLAINT, FAULTS, submitted, with_value
from tests.filing.evidence_stage import DOUBTS, IOU, LATER, by, checked, exchange, listed
from yunting.accounts.models import AccessToken, CheckState, IdentityCheck, SignIn
from yunting.core import events, messages
from yunting.core.actor import Actor
from yunting.core.models import Case, File, Mandate, Message
from yunting.core.models.person import IdKind, Person, PersonKind
from yunting.filing.events import FilingEscalated
from yunting.filing.models import Evidence, Filing
from yunting.filing.selectors import evidence as read
from yunting.filing.services import (
    assignment,
    decision,
    drafting,
    opening,
    originals,
    review,
    submission,
)
from yunting.filing.services import evidence as giving

DAY = timedelta(days=1)
LONG_FACTS = 90
HOW_TO = "请写明登记的住所，与营业执照一致。" * 8
LONG_NAME = "舟山市定海区金塘北部开发建设螺杆塑料机械制造及进出口贸易股份有限公司第三分公司"


@dataclass(frozen=True, slots=True)
class World:
    """One of everything. `li` is the other side: named as defendant, let in by acceptance only."""

    cast: Cast
    filings: dict[str, Filing]
    answers: dict[str, str]
    case: Case
    assigned: Case
    mandate: Mandate
    token: AccessToken
    identity_check: IdentityCheck
    other_sign_in: SignIn
    message: Message
    evidence: dict[str, Evidence]

    @property
    def papers(self) -> list[File]:
        """The files of the item that was exchanged."""
        return read.files_of(self.evidence["exchanged"])


def build() -> World:
    """Make it; about half a second."""
    cast = on_stage()
    answers = typed_in(closing=False)
    written = _written(cast, answers)
    filings = {
        "drafted": opening.open_filing(
            cast.court, form="sale-contract", cause="2025:88", by=acting(cast.zhang), at=AT
        ),
        "written": _written(cast, answers),
        "submitted": _sent(cast, written, answers),
        "returned": _returned(cast, answers),
        "corrected": _corrected(cast),
        "refused": _refused(cast),
        "long": _long(cast, answers),
    }
    cases = [_accepted(cast) for _ in range(2)]
    filings["accepted"] = Filing.objects.get(case=cases[0])
    assignment.assign(cases[0], by=Actor.court(), at=AT)
    assert cast.zhang.person is not None
    news = messages.Template(title="立案通知", text="您的起诉已登记立案。")
    return World(
        cast=cast,
        filings={name: Filing.objects.get(pk=f.pk) for name, f in filings.items()},
        answers=answers,
        case=Case.objects.get(pk=cases[1].pk),
        assigned=Case.objects.get(pk=cases[0].pk),
        mandate=_mandate(cast),
        token=AccessToken.objects.create(
            account=cast.zhang,
            name="公司的程序",
            digest=secrets.token_bytes(32),
            hint="K7Q2",
            issued_at=AT,
            expires_at=AT + 400 * DAY,
        ),
        identity_check=IdentityCheck.objects.create(
            account=cast.zhang,
            id_kind=IdKind.RESIDENT,
            id_number="330902198503070006",
            name="张澄",
            state=CheckState.ASKED,
            asked_at=AT,
        ),
        other_sign_in=SignIn.objects.create(
            account=cast.zhang,
            session_key="another-device",
            how="phone",
            device="Android 微信",
            since=AT,
            seen_at=AT,
        ),
        message=messages.tell(cast.zhang.person, news, matter=filings["submitted"].matter, at=AT),
        evidence=_evidence(cast, Case.objects.get(pk=cases[0].pk)),
    )


def _evidence(cast: Cast, case: Case) -> dict[str, Evidence]:
    """Return an item with files of every kind, one whose original is asked for, and a draft."""
    matter = case.matter
    named = {
        f"{LONG_NAME}的送货单.pdf": samples.pdf(12),
        "借条.jpg": samples.jpeg(),
        "合同.docx": samples.docx(),
        "通话.wav": samples.wav(),
        "说明.txt": "货已收到。".encode(),
    }
    files = [uploaded(cast.zhang, matter, content, name) for name, content in named.items()]
    actor = by(cast.zhang, matter)
    items = {"exchanged": giving.add(matter, IOU, files, by=actor, at=AT)}
    items["asked"] = listed(cast.zhang, matter)
    checked(*items.values())
    giving.submit(items["asked"].on_list, late_reason="刚找到。", by=actor, at=AT)
    exchange(case)
    for item in items.values():
        item.refresh_from_db()
    originals.give_opinion(items["asked"], DOUBTS, by=by(cast.li, matter), at=AT)
    originals.ask_original(
        items["asked"],
        reason="objected",
        note=HOW_TO,
        due_on=LATER,
        by=acting(cast.wang, matter),
        at=AT,
    )
    items["draft"] = listed(cast.zhang, matter)
    for item in items.values():
        item.refresh_from_db()
    return items


def _written(cast: Cast, answers: dict[str, str]) -> Filing:
    filing = opening.open_filing(
        cast.court, form="sale-contract", cause="2025:88", by=acting(cast.zhang), at=AT
    )
    by = acting(cast.zhang, filing.matter)
    drafting.save_answers(filing, answers, seen=0, by=by, at=AT)
    return filing


def _sent(cast: Cast, filing: Filing, answers: dict[str, str]) -> Filing:
    whole = replace(COMPLAINT, values=answers)
    submission.submit(filing, whole, by=acting(cast.zhang, filing.matter), at=AT)
    return Filing.objects.select_related("matter").get(pk=filing.pk)


def _returned(cast: Cast, answers: dict[str, str]) -> Filing:
    filing = _sent(cast, _written(cast, answers), answers)
    faults = (
        review.Fault("facts.goods.0.spec", "unclear", "民事诉讼法 第一百二十二条", "请写明型号"),
        review.Fault("defendants.0.domicile", "address", "民事诉讼法 第一百二十四条", HOW_TO),
    )
    due = (AT + 20 * DAY).date()
    by = acting(cast.sun, filing.matter)
    review.return_filing(filing, faults, due_on=due, by=by, at=AT)
    return filing


def _corrected(cast: Cast) -> Filing:
    filing = submitted(cast)
    due = (AT + 20 * DAY).date()
    review.return_filing(filing, FAULTS, due_on=due, by=acting(cast.sun, filing.matter), at=AT)
    changed = with_value("facts.goods", "螺杆 38CrMoAlA")
    submission.correct(filing, changed, by=acting(cast.zhang, filing.matter), at=AT)
    return filing


def _refused(cast: Cast) -> Filing:
    filing = submitted(cast)
    review.draft_refusal(
        filing,
        ground="no-interest",
        reason="原告不是合同当事人。",
        by=acting(cast.sun, filing.matter),
        at=AT,
    )
    return filing


def _long(cast: Cast, answers: dict[str, str]) -> Filing:
    """Return a filing with a long name, a long text and a long history."""
    told = {**answers, "facts.contract": "合同约定。" * 400, "defendants.0.name": LONG_NAME}
    filing = _sent(cast, _written(cast, answers), told)
    Filing.objects.filter(pk=filing.pk).update(title=f"{LONG_NAME}诉{LONG_NAME}买卖合同纠纷")
    for day in range(LONG_FACTS):
        fact = FilingEscalated(day=day)
        events.record(fact, matter=filing.matter, by=Actor.clock(), at=AT, basis="法释〔2015〕8号")
    return filing


def _accepted(cast: Cast) -> Case:
    filing = submitted(cast)
    return decision.accept(filing, is_simple=True, by=acting(cast.sun, filing.matter), at=AT)


def _mandate(cast: Cast) -> Mandate:
    firm = Person.objects.create(
        kind=PersonKind.LEGAL,
        name=LONG_NAME,
        id_kind=IdKind.CREDIT_CODE,
        id_number="91310115000000019M",
        verified_at=AT,
    )
    assert cast.zhang.person is not None
    return Mandate.objects.create(
        principal=firm, agent=cast.zhang.person, scope="colleague", since=AT
    )
