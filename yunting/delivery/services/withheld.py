"""What was sealed from the side it is for is not served on it."""

from __future__ import annotations

from typing import ClassVar

from yunting.core.audience import is_kept_from
from yunting.core.models import Document, Person
from yunting.delivery.models import Service
from yunting.delivery.selectors.services import SEALED_BASIS
from yunting.lib.errors import Refused


class SealedFromReceiver(Refused):
    """A paper that is withheld from somebody is not served on them."""

    code: ClassVar[str] = "sealed-from-receiver"


def require_open(document: Document, *, to: Person) -> None:
    """Let a paper be served on somebody only while nothing keeps it from them; one query.

    :raises SealedFromReceiver: if it, or its whole dispute, is withheld from their side
    """
    if is_kept_from(to, matter=document.matter, what=Document._meta.label, ref=document.pk):
        raise SealedFromReceiver(
            f"《{document.title}》不向{to}公开，不能送达。",
            basis=SEALED_BASIS,
            remedy="要送达的，请先由法官在电子卷宗里解除封存。",
        )


def is_withheld(service: Service) -> bool:
    """Tell whether the paper of a service is withheld from the side it is for; one query."""
    return not Service.objects.open_to_its_side().filter(pk=service.pk).exists()
