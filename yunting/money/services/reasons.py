"""What is done with money for a reason says it: the reason stays on record."""

from typing import ClassVar

from yunting.lib.errors import Refused


class ReasonNeeded(Refused):
    """Money is sent back, kept, or explained for a reason that stays on record."""

    code: ClassVar[str] = "money-needs-reason"


def given(reason: str) -> str:
    """Return the reason that was given, without what stands around it.

    :raises ReasonNeeded: if there is none
    """
    if not reason.strip():
        raise ReasonNeeded("请写明理由。", remedy="理由会留在账务记录里。", field="reason")
    return reason.strip()
