"""What becomes of a filing: each life is one function, and yields the instant it goes on at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from yunting.project.training.scene import Scene
from yunting.project.training.timeline import Life

# The last working days before the court opens.
LAST_BUT_ONE, LAST = date(2026, 2, 26), date(2026, 2, 27)


def draft(s: Scene) -> Life:
    """Begun and left, after as many answers as the plan says."""
    yield s.plan.begun
    s.open()
    yield from s.write()


def helped(s: Scene) -> Life:
    """Fill it in for a neighbour, who is asked to read and sign it."""
    yield from draft(s)
    yield s.later(15)
    s.ask_to_sign()


def waiting(s: Scene) -> Life:
    """Sent, and nobody has looked at it."""
    yield from draft(s)
    yield s.later(9)
    s.send()


def waiting_taken(s: Scene) -> Life:
    """Sent, and a colleague has taken it."""
    yield from waiting(s)
    yield s.workday(1, 9)
    s.take_over("孙岚")


def decided(s: Scene) -> Life:
    """Accepted after a day or two."""
    yield from waiting(s)
    yield s.workday(1 + s.number % 2, 10)
    s.accept()


def ruled(s: Scene) -> Life:
    """Nobody decides: on the eighth day the rule does, and time itself walks there."""
    yield from waiting(s)


def taken_over(s: Scene) -> Life:
    """Taken by one colleague, taken over by the chief, accepted."""
    yield from waiting_taken(s)
    yield s.workday(2, 9)
    s.take_over("周岱", "孙岚外出参加培训。")
    yield s.workday(1, 14)
    s.accept()


def reassigned(s: Scene) -> Life:
    """Accepted, drawn, and given to another judge with a reason."""
    yield from decided(s)
    yield s.workday(5, 15)
    s.reassign()


def taken_back(s: Scene) -> Life:
    """Nearly refused, then accepted."""
    yield from waiting(s)
    yield s.workday(1, 11)
    s.draft_refusal()
    yield s.workday(1, 16)
    s.take_back_refusal()
    yield s.workday(1, 10)
    s.accept()


def refusal_drafted(s: Scene) -> Life:
    """A refusal is proposed."""
    yield from waiting(s)
    yield s.workday(2, 11)
    s.draft_refusal()


def redirected(s: Scene) -> Life:
    """A maritime matter, sent on to the maritime court."""
    yield from waiting(s)
    yield s.workday(1, 15)
    s.redirect()


def returned(s: Scene) -> Life:
    """Sent back, to be corrected."""
    yield from waiting(s)
    yield s.workday(1, 14)
    s.send_back(s.flaws[:2])


def not_corrected(s: Scene) -> Life:
    """Sent back and never corrected: time gives the papers back."""
    yield from returned(s)


def corrected_waiting(s: Scene) -> Life:
    """Corrected, in its second seven days."""
    yield from returned(s)
    yield s.workday(12, 20)
    s.correct(s.flaws[:2])


def corrected(s: Scene) -> Life:
    """Sent back, corrected, accepted."""
    yield from returned(s)
    yield s.workday(3, 19)
    s.correct(s.flaws[:2])
    yield s.workday(2, 10)
    s.accept()


def leave_given(s: Scene) -> Life:
    """Corrected once; the chief has allowed a second return on a new ground."""
    yield from returned(s)
    yield s.workday(11, 19)
    s.correct(s.flaws[:2])
    yield s.workday(1, 9)
    s.allow_second_return(s.flaws[2].reason)


def second_returned(s: Scene) -> Life:
    """Sent back a second time, with the chief's leave."""
    yield from leave_given(s)
    yield s.later(20)
    s.send_back(s.flaws[2:])


def second(s: Scene) -> Life:
    """Sent back twice, corrected twice, accepted."""
    yield from returned(s)
    yield s.workday(2, 18)
    s.correct(s.flaws[:2])
    yield s.workday(1, 9)
    s.allow_second_return(s.flaws[2].reason)
    yield s.later(20)
    s.send_back(s.flaws[2:])
    yield s.workday(2, 18)
    s.correct(s.flaws[2:])
    yield s.workday(1, 11)
    s.accept()


def withdrawn_draft(s: Scene) -> Life:
    """Given up before it was sent."""
    yield from draft(s)
    yield s.workday(3, 12)
    s.withdraw("已经收到货款。")


def withdrawn_sent(s: Scene) -> Life:
    """Taken back while under review."""
    yield from waiting(s)
    yield s.workday(2, 12)
    s.withdraw("双方已经和解。")


def withdrawn_returned(s: Scene) -> Life:
    """Taken back instead of being corrected."""
    yield from returned(s)
    yield s.workday(4, 12)
    s.withdraw("材料不全，以后再起诉。")


LIVES: Final[dict[str, Callable[[Scene], Life]]] = {
    life.__name__: life
    for life in (
        draft,
        helped,
        waiting,
        waiting_taken,
        refusal_drafted,
        redirected,
        returned,
        not_corrected,
        corrected_waiting,
        leave_given,
        second_returned,
        withdrawn_draft,
    )
}
