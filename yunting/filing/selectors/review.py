"""What the review of one filing rests on and has come to: clocks, runs, returns, people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yunting.core.deadline_kinds import DeadlineKind
from yunting.core.deadlines import day_n_of
from yunting.core.models import CaseNumberSeries, Court, Deadline, Person, Side
from yunting.core.models.deadline import OPEN
from yunting.filing import deadlines
from yunting.filing.models import (
    Filing,
    FilingParty,
    Return,
    SecondReturnLeave,
    Submission,
)
from yunting.filing.selectors import law
from yunting.rules.finding import Finding
from yunting.rules.procedures import Procedure

_POSITIONS: dict[str, str] = {Side.CLAIMING: "原告", Side.ANSWERING: "被告", Side.THIRD: "第三人"}


@dataclass(frozen=True, slots=True)
class Named:
    """A party as the complaint names it, and what the identity register has said."""

    party: FilingParty
    finding: str
    is_verified: bool

    @property
    def position(self) -> str:
        """Return the position in the suit: 原告, 被告, 第三人."""
        return _POSITIONS[self.party.side]


@dataclass(frozen=True, slots=True)
class Starting:
    """A period that will start with the acceptance, and whose it is."""

    title: str
    ends_on: date
    who: str
    basis: str


@dataclass(frozen=True, slots=True)
class Effects:
    """What an acceptance would do today; `number` is the next of its series, not yet given."""

    number: str
    procedure: Finding[Procedure]
    starting: tuple[Starting, ...]


def submissions(filing: Filing) -> list[Submission]:
    """Return what was sent, run by run; one query."""
    return list(filing.submissions.select_related("account__person").order_by("run"))


def review_clocks(filing: Filing) -> list[Deadline]:
    """Return the seven days of every run; one query."""
    rows = Deadline.objects.of(filing).filter(kind=deadlines.REVIEW.name)
    return list(rows.order_by("run"))


def running(clocks: Sequence[Deadline], on: date) -> tuple[Deadline | None, str]:
    """Return the clock that runs and the day it is on, `第3日，共7日`."""
    for row in clocks:
        if row.state in OPEN:
            return row, str(day_n_of(row, on))
    return None, ""


def returns(filing: Filing) -> list[Return]:
    """Return every return with its defects; two queries."""
    rows = filing.returns.select_related("account__person").prefetch_related("defects")
    return list(rows.order_by("run"))


def leave_of(filing: Filing) -> SecondReturnLeave | None:
    """Return the leave to return a second time, if there is one."""
    rows = SecondReturnLeave.objects.filter(filing=filing)
    return rows.select_related("account__person").first()


def people(filing: Filing) -> list[Named]:
    """Return the parties with what is known of their identity; two queries."""
    order = list(_POSITIONS)
    parties = sorted(filing.parties.all(), key=lambda p: (order.index(p.side), p.position))
    numbers = {party.id_number for party in parties} - {""}
    known = {
        person.id_number: person.name
        for person in Person.objects.filter(id_number__in=numbers, verified_at__isnull=False)
    }
    return [_named(party, known) for party in parties]


def _named(party: FilingParty, known: dict[str, str]) -> Named:
    if not party.id_number:
        return Named(party, "起诉状没有写证件号码", is_verified=False)
    name = known.get(party.id_number)
    if name is None:
        return Named(party, "号码格式正确，尚未经登记机关核验", is_verified=False)
    if name != party.name:
        return Named(party, "号码已核验，但姓名与登记不一致", is_verified=False)
    return Named(party, "姓名和号码已核验，一致", is_verified=True)


def effects(filing: Filing, *, is_simple: bool, on: date) -> Effects:
    """Return what accepting would do today, in numbers and days; one query."""
    found = law.procedure_for(filing, is_simple=is_simple, on=on)
    court: Court = filing.matter.court
    limit = deadlines.limit_of(found.value.value, on)
    kinds = (deadlines.PASS_ON, deadlines.COPY)
    return Effects(
        number=law.number(court.code, sequence=_last(court, on.year) + 1, on=on),
        procedure=found,
        starting=(
            *(_starting(kind, kind.period(on), on) for kind in kinds if kind.period),
            _starting(deadlines.TRIAL, limit, on),
        ),
    )


def _starting(kind: DeadlineKind, found: Finding[date], on: date) -> Starting:
    who = "、".join(sorted(role.label for role in kind.who))
    return Starting(kind.title, found.value, who, kind.article)


def _last(court: Court, year: int) -> int:
    series = CaseNumberSeries.objects.filter(court=court, type_code=law.TYPE_CODE, year=year)
    return series.values_list("last", flat=True).first() or 0
