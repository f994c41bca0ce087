"""The two anticipated ways in which the court says no."""

from typing import ClassVar


class Refused(Exception):
    """An act the law, the procedure or a form does not allow; safe to show to the person who tried.

    `code` is stable and tested against; `message` says what was wrong; `basis` is the citation;
    `remedy` says what to do now; `field` names the input it belongs to, if one.
    """

    code: ClassVar[str] = "refused"

    def __init__(
        self, message: str, *, basis: str = "", remedy: str = "", field: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.basis = basis
        self.remedy = remedy
        self.field = field


class NotVisible(Exception):
    """The object does not exist for this person. Never says whether it exists at all."""
