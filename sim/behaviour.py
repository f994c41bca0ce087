"""How each neighbour behaves: well, or slow, unwilling, doubling, wrong or gone, as it is told."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from sim.payment import BOOK_WRONGS
from sim.store import Store

WRONG = ("", "content", "correlation", "signature", *BOOK_WRONGS)
SLOWEST_MS = 600_000


@dataclass(frozen=True)
class Behaviour:
    """All off is a good neighbour.

    `delay_ms`: the work is done, the answer comes late. `refuse`: a signed refusal, nothing done.
    `duplicate`: answers come twice. `outage`: nothing but 503. `wrong`: a false `content`, an
    answer to another question (`correlation`), a stranger's `signature`; of the book of a day a row
    `missing` or `doubled`, or the book of `yesterday`.
    """

    delay_ms: int = 0
    refuse: bool = False
    duplicate: bool = False
    outage: bool = False
    wrong: str = ""


def behaviour_of(service: str, *, store: Store) -> Behaviour:
    """Return how a service behaves."""
    row = store.one("SELECT * FROM behaviour WHERE service = ?", service)
    return Behaviour() if row is None else _typed(dict(row))


def behave(service: str, wanted: Mapping[str, Any], *, store: Store) -> Behaviour:
    """Set how a service behaves from now on; what is not named goes back to good.

    :raises ValueError: if something is not a behaviour
    """
    unknown = set(wanted) - {field.name for field in fields(Behaviour)}
    if unknown:
        raise ValueError(f"no such behaviour: {', '.join(sorted(unknown))}")
    behaviour = _typed(wanted)
    if behaviour.wrong not in WRONG or not 0 <= behaviour.delay_ms <= SLOWEST_MS:
        raise ValueError(f"wrong is one of {WRONG}, delay_ms from 0 to {SLOWEST_MS}")
    store.run(
        "INSERT OR REPLACE INTO behaviour (service, delay_ms, refuse, duplicate, outage, wrong) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        service,
        *asdict(behaviour).values(),
    )
    return behaviour


def _typed(values: Mapping[str, Any]) -> Behaviour:
    return Behaviour(
        delay_ms=int(values.get("delay_ms") or 0),
        refuse=bool(values.get("refuse")),
        duplicate=bool(values.get("duplicate")),
        outage=bool(values.get("outage")),
        wrong=str(values.get("wrong") or ""),
    )
