"""Tell the courts what they are to know later: at least once, signed anew each time."""

import json
import sqlite3
import threading
import urllib.error
import urllib.request

from sim.clock import machine_now
from sim.neighbours import Neighbours

TIMEOUT_SECONDS = 10
MAX_ATTEMPTS = 200
LONGEST_WAIT_SECONDS = 60.0


class Callbacks(threading.Thread):
    """One thread that sends what is due; woken when something new is due."""

    def __init__(self, neighbours: Neighbours) -> None:
        super().__init__(name="callbacks", daemon=True)
        self.neighbours = neighbours
        self.woken = threading.Event()

    def run(self) -> None:
        """Send until the program ends."""
        while True:
            self.woken.wait(self._seconds_to_next())
            self.woken.clear()
            for row in self._due():
                self._send(row)

    def _seconds_to_next(self) -> float | None:
        row = self.neighbours.store.one("SELECT min(due) AS due FROM outgoing")
        if row is None or row["due"] is None:
            return None
        return max(0.0, float(row["due"]) - machine_now().timestamp())

    def _due(self) -> list[sqlite3.Row]:
        return self.neighbours.store.run(
            "SELECT o.*, c.callback FROM outgoing o JOIN court c ON c.id = o.court "
            "WHERE o.due <= ? ORDER BY o.seq LIMIT 100",
            machine_now().timestamp(),
        )

    def _send(self, row: sqlite3.Row) -> None:
        body = json.loads(row["body"])
        header = {name: row[name] for name in ("id", "type", "correlation")}
        header |= {"sender": row["service"], "receiver": row["court"]}
        raw = self.neighbours.write(row["service"], header, body, wrong=row["wrong"])
        outcome = _post(row["callback"], raw)
        self.neighbours.note(
            "out", row["service"], row["court"], row["type"], row["id"], outcome, body
        )
        if outcome.startswith(("done", "refused")) or row["attempts"] + 1 >= MAX_ATTEMPTS:
            self.neighbours.store.run("DELETE FROM outgoing WHERE seq = ?", row["seq"])
            return
        wait = min(2.0 ** min(row["attempts"], 10), LONGEST_WAIT_SECONDS)
        self.neighbours.store.run(
            "UPDATE outgoing SET attempts = attempts + 1, due = ? WHERE seq = ?",
            machine_now().timestamp() + wait,
            row["seq"],
        )


def _post(url: str, raw: bytes) -> str:
    """Return `done`, `refused …` (do not repeat) or `later …` (try again)."""
    request = urllib.request.Request(  # noqa: S310  (the court's own address)
        url, data=raw, headers={"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
            answer.read()
            return "done"
    except urllib.error.HTTPError as error:
        reason = _reason(error.read())
        final = 400 <= error.code < 500 and reason not in {"stale", "replayed"}
        return f"{'refused' if final else 'later'} {error.code} {reason}"
    except OSError as error:
        return f"later {type(error).__name__}"


def _reason(raw: bytes) -> str:
    try:
        return str(json.loads(raw)["reason"])
    except (ValueError, KeyError, TypeError):
        return ""
