"""The mail server: takes SMTP on a port of its own and tells later whether a mail arrived.

Mails land in a box that a person of the training court reads at `/mail/<address>`. The receipt is a
signed callback that names the `X-Yunting-Reference` of the mail.
"""

import email
import email.policy
import uuid
from datetime import datetime
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any

from sim.behaviour import Behaviour, behaviour_of
from sim.neighbours import Answer, Neighbours
from sim.store import Store

SERVICE = "mail"
LARGEST_BYTES = 1_000_000
REFERENCE = "X-Yunting-Reference"


class MailServer(ThreadingTCPServer):
    """SMTP on the loopback interface; port 0 takes a free one."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int, neighbours: Neighbours) -> None:
        super().__init__(("127.0.0.1", port), Session)
        self.neighbours = neighbours

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])


class Session(StreamRequestHandler):
    """One connection; the few commands a sender needs."""

    server: MailServer

    def handle(self) -> None:
        """Talk until the sender leaves."""
        behaviour = behaviour_of(SERVICE, store=self.server.neighbours.store)
        if behaviour.outage:
            self._say("421 out of service")
            return
        self._say("220 neighbours")
        receivers: list[str] = []
        while line := self.rfile.readline(2000):
            verb = line.decode("utf-8", "replace").strip()
            match verb[:4].upper():
                case "EHLO" | "HELO":
                    self._say("250 neighbours")
                case "RCPT" if behaviour.refuse:
                    self._say("550 mailbox unavailable")
                case "RCPT":
                    receivers.append(_address(verb))
                    self._say("250 ok")
                case "DATA":
                    self._say("354 go on")
                    self._take(receivers, behaviour)
                    receivers = []
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 ok")

    def _take(self, receivers: list[str], behaviour: Behaviour) -> None:
        raw = bytearray()
        while (line := self.rfile.readline(2000)) not in (b".\r\n", b".\n", b""):
            raw += line.removeprefix(b".")
            if len(raw) > LARGEST_BYTES:
                self._say("552 too large")
                return
        keep(bytes(raw), receivers, behaviour, self.server.neighbours)
        self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


def keep(raw: bytes, receivers: list[str], behaviour: Behaviour, neighbours: Neighbours) -> None:
    """Put one mail into its boxes and have its receipt sent, twice if told so."""
    found = email.message_from_bytes(raw, policy=email.policy.default)
    body = found.get_body(("plain",))
    text = body.get_content() if body else ""
    reference = str(found[REFERENCE] or "")
    at = neighbours.now()
    with neighbours.store.writing():
        for receiver in receivers:
            neighbours.store.run(
                "INSERT INTO mail (address, subject, text, reference, at) VALUES (?, ?, ?, ?, ?)",
                receiver,
                str(found["Subject"] or ""),
                text,
                reference,
                at.isoformat(),
            )
        if reference:
            tell(reference, behaviour, neighbours, at=at)


def tell(reference: str, behaviour: Behaviour, neighbours: Neighbours, *, at: datetime) -> None:
    """Queue the receipt of a mail for every court; inside the caller's transaction."""
    told: dict[str, Any] = {"reference": reference, "status": "delivered", "reason": ""}
    if behaviour.wrong == "content":
        told |= {"status": "bounced", "reason": "收件人的邮箱已满"}
    if behaviour.wrong == "correlation":
        told["reference"] = str(uuid.uuid4())
    receipt = Answer(str(uuid.uuid4()), "mail.receipt", {**told, "at": at.isoformat()})
    for _ in range(2 if behaviour.duplicate else 1):
        neighbours.tell_courts(SERVICE, receipt, behaviour)


def box(address: str, *, store: Store) -> list[dict[str, str]]:
    """Return the mails an address received, newest first."""
    rows = store.run(
        "SELECT subject, text, reference, at FROM mail WHERE address = ? "
        "ORDER BY seq DESC LIMIT 100",
        address,
    )
    return [dict(row) for row in rows]


def _address(verb: str) -> str:
    return verb.partition("<")[2].partition(">")[0].strip().lower()
