"""The turns of phrase the declarations share."""

from yunting.filing.forms.elements import NO, YES, YES_NO, Field, Kind, Option, When

HAS = (Option(YES, "有"), Option(NO, "没有"))


def answered(path: str, *keys: str) -> tuple[When, ...]:
    """Return the condition that the question at this path was answered so (yes, if not said)."""
    return (When(f"{path}.answer", keys or (YES,)),)


def asked(path: str, label: str, *, ask: str = "", term: str = "") -> Field:
    """Return the yes or no that opens a question."""
    return Field(
        path=f"{path}.answer", label=label, ask=ask, kind=Kind.YES_NO, options=YES_NO, term=term
    )


def told(
    path: str, label: str, *, ask: str = "", required: bool = True, example: str = ""
) -> Field:
    """Return a field for a story of some length."""
    return Field(
        path=path,
        label=label,
        ask=ask,
        kind=Kind.LONG_TEXT,
        max_length=5000,
        required=required,
        example=example,
    )


def detailed(path: str, label: str, *, ask: str, detail: str, term: str = "") -> tuple[Field, ...]:
    """Return a yes or no, and what to tell when it is yes."""
    return (
        asked(path, label, ask=ask, term=term),
        Field(
            path=f"{path}.detail",
            label="具体情况",
            ask=detail,
            kind=Kind.LONG_TEXT,
            max_length=3000,
            when=answered(path),
        ),
    )
