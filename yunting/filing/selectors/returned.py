"""What came back to be corrected: the notice of the present run, field by field."""

from collections.abc import Iterable

from django.db.models import QuerySet

from yunting.filing.models import Defect, Filing, Return


def notice_of(filing: Filing) -> Return | None:
    """Return the notice of the filing's present run; one query."""
    return Return.objects.filter(filing=filing, run=filing.run).first()


def defects_of(filing: Filing) -> QuerySet[Defect]:
    """Return what has to be corrected in the present run, in the order it was written."""
    return Defect.objects.filter(notice__filing=filing, notice__run=filing.run).order_by("id")


def asked_of(filing: Filing) -> frozenset[str]:
    """Return the paths that have to be corrected in the present run; one query."""
    return frozenset(defects_of(filing).values_list("path", flat=True))


def is_within(path: str, asked: Iterable[str]) -> bool:
    """Tell whether a path is one of those asked for, or part of one."""
    return any(path == one or path.startswith(f"{one}.") for one in asked)
