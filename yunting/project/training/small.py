"""The training courts there are: `empty` with its colleagues, `small` with about forty filings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection, transaction

from yunting.core import court_time
from yunting.core.actor import Actor, Channel
from yunting.core.models import Account, Matter
from yunting.core.roles import Role
from yunting.lib import clock
from yunting.project.training import bank, helping, neighbours, opening
from yunting.project.training.complaints import plans
from yunting.project.training.evening import Evening
from yunting.project.training.lives import LIVES as OF_FILINGS
from yunting.project.training.lives_of_evidence import LIVES_OF_EVIDENCE
from yunting.project.training.lives_of_objections import LIVES_OF_OBJECTIONS
from yunting.project.training.lives_of_service import LIVES_OF_SERVICE
from yunting.project.training.lives_of_voices import LIVES_OF_VOICES
from yunting.project.training.people import people
from yunting.project.training.spoken import Spoken
from yunting.project.training.timeline import Life, live

INSTALLED = datetime(2025, 12, 31, 10, 0, tzinfo=clock.ZONE)
PEOPLE_COME = datetime(2026, 1, 4, 9, 0, tzinfo=clock.ZONE)
LAST_READ = datetime(2026, 2, 26, 0, 0, tzinfo=clock.ZONE)
OPENS = datetime(2026, 3, 2, 9, 30, tzinfo=clock.ZONE)
LIVES: dict[str, Callable[[Spoken], Life]] = {
    **OF_FILINGS,
    **LIVES_OF_SERVICE,
    **LIVES_OF_OBJECTIONS,
    **LIVES_OF_EVIDENCE,
    **LIVES_OF_VOICES,
}
SIGN_INS = "sign-ins.txt"
Say = Callable[[str], None]


def make_empty(*, say: Say) -> None:
    """Install the court and its colleagues, once, and set its clock to the opening."""
    machine_at = clock.machine_now()
    if opening.open_court(at=INSTALLED, machine_at=machine_at):
        _set_clock()
        say(f"a court with {len(people().staff)} colleagues")


def make_small(*, say: Say) -> None:
    """Make the court with its people and filings, once: the filings all or none."""
    make_empty(say=say)
    if Matter.objects.exists():
        say(f"{Matter.objects.count()} filings are there already")
        return
    with neighbours.at_hand():
        _gather()
        say(f"{len(people().citizens)} people with accounts")
        _live(say)
        helping.look_after(at=OPENS)
        bank.remember()
    _set_clock()


def _live(say: Say) -> None:
    """Let every filing live until the court opens: all of them or none."""
    scenes = [Spoken(plan, number) for number, plan in enumerate(plans())]
    lives = [(s, LIVES[s.plan.life](s)) for s in scenes]

    def owing() -> set[int]:
        begun = [s for s in scenes if not s.plan.pays and s.is_begun]
        return {s.filing.matter_id for s in begun}

    evening = Evening(unread_since=LAST_READ, owing=owing)
    with evening, _in_one_piece():
        live(lives, until=OPENS, evening=evening, tell=_by_tens(say))


def write_sign_ins(folder: Path) -> None:
    """Write down who can sign in, for the terminal."""
    (folder / SIGN_INS).write_text("\n".join(sign_ins()) + "\n", encoding="utf-8")


def sign_ins() -> list[str]:
    """Return a line for each person who can sign in, and where their codes are read."""
    known = people()
    texts = "read the code at <neighbours>/phones/{phone}"
    lines = ["citizens sign in with a phone:"]
    for one in known.citizens.values():
        firm = next(
            (f" for {f.name}" for f in known.organisations.values() if f.agent == one.name), ""
        )
        lines.append(f"  {one.phone}  {one.name}{firm}; {texts.format(phone=one.phone)}")
    lines.append(f"colleagues sign in with number, {known.password} and a code:")
    for colleague in known.staff.values():
        lines.append(
            f"  {colleague.handle}  {colleague.name} {colleague.role.label}; "
            f"code: yunting totp {colleague.handle}  (secret {colleague.totp})"
        )
    return lines


def _gather() -> None:
    """Let the people come one after the other; what was done before is left as it is."""
    known, at = people(), PEOPLE_COME
    for one in known.citizens.values():
        opening.sign_up(one, at=at)
        at += timedelta(minutes=10)
    for firm in known.organisations.values():
        agent = Account.objects.get(phone=known.citizens[firm.agent].phone)
        opening.act_for(agent, firm, at=at)
        at += timedelta(minutes=10)
    opening.meet_strangers(at=at)
    helping.lend_hands(at=at + timedelta(hours=1))


@contextmanager
def _in_one_piece() -> Iterator[None]:
    """Make all of it or nothing: no savepoints, as nothing may fail; they are a query in four."""
    connection.features.uses_savepoints = False
    try:
        with transaction.atomic():
            yield
    finally:
        del connection.features.uses_savepoints


def _set_clock() -> None:
    operator = Actor(None, None, frozenset({Role.OPERATOR}), channel=Channel.STAFF)
    court_time.reset(OPENS, by=operator)


def _by_tens(say: Say) -> Callable[[int, int], None]:
    told = [0]

    def tell(rested: int, of: int) -> None:
        if rested >= told[0] + 10:
            told[0] = rested - rested % 10
            say(f"{told[0]} of {of} filings")

    return tell
