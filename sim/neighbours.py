"""Receive a message for one neighbour: verify, answer once, misbehave as told."""

import hashlib
import json
import time
import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sim import clock, identity, payment, post, robots, sms
from sim.behaviour import Behaviour, behaviour_of
from sim.envelope import WINDOW, Message, Rejected, read, write
from sim.keys import key_of, public_pem
from sim.store import Store
from sim.witness import Witness

SERVICES: dict[str, tuple[str, ...]] = {
    "identity": identity.TYPES,
    "sms": sms.TYPES,
    "witness": ("witness.keep",),
    "post": post.TYPES,
    "payment": payment.TYPES,
    # These take what they take at addresses of their own; only mail signs what it tells.
    "mail": (),
    **dict.fromkeys(robots.SERVICES, ()),
}
HEADS = "heads.jsonl"


@dataclass(frozen=True)
class Answer:
    """What goes back, before it is signed."""

    id: str
    type: str
    body: dict[str, Any]


class Neighbours:
    """All services of one running program."""

    def __init__(self, home: Path) -> None:
        self.home = home
        # Where people reach us; the server says it once it has a port.
        self.url = ""
        self.store = Store(home)
        self.witness = Witness(home / HEADS)
        self.keys: dict[str, Ed25519PrivateKey] = {
            name: key_of(name, home=home) for name in SERVICES
        }

    def now(self) -> datetime:
        """Return the court's instant as the court told it."""
        row = self.store.one("SELECT value FROM setting WHERE name = 'offset_seconds'")
        return clock.court_now(timedelta(seconds=float(row["value"]) if row else 0))

    def set_offset(self, seconds: float) -> None:
        """Move the neighbours' clock: court time is machine time plus this."""
        self.store.run(
            "INSERT INTO setting VALUES ('offset_seconds', ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            str(seconds),
        )

    def introduce(self, court: str, *, public_key: str, callback: str) -> dict[str, str]:
        """Remember a court's key and where it takes callbacks; return the neighbours' keys."""
        self.store.run(
            "INSERT INTO court VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
            "public_key = excluded.public_key, callback = excluded.callback",
            court,
            public_key,
            callback,
        )
        return self.public_keys()

    def public_keys(self) -> dict[str, str]:
        """Return the public key of every neighbour as PEM."""
        return {name: public_pem(key) for name, key in self.keys.items()}

    def receive(self, service: str, raw: bytes) -> bytes:
        """Return the signed answer to one transmission.

        A slow service has done the work before it is slow, so the sender asks again.

        :raises Rejected: if the message has no effect
        """
        behaviour = behaviour_of(service, store=self.store)
        if behaviour.outage:
            raise Rejected("unavailable", f"{service} is out of service")
        at = self.now()
        keys = {row["id"]: row["public_key"] for row in self.store.run("SELECT * FROM court")}
        try:
            message = read(raw, receiver=service, keys=keys, at=at)
            with self.store.writing():
                answer = self._once(service, message, behaviour, at)
        except Rejected as rejected:
            self.note("in", service, "", "", hashlib.sha256(raw).hexdigest(), rejected.reason, "")
            raise
        self.note(
            "in", service, message.sender, message.type, message.id, answer.type, message.body
        )
        time.sleep(behaviour.delay_ms / 1000)
        return self._sign(service, message, answer, behaviour)

    def _once(self, service: str, message: Message, behaviour: Behaviour, at: datetime) -> Answer:
        self._check_nonce(message, at)
        seen = self.store.one(
            "SELECT * FROM answered WHERE service = ? AND sender = ? AND id = ?",
            service,
            message.sender,
            message.id,
        )
        if seen is not None:
            if seen["body_hash"] != message.header["body_hash"]:
                raise Rejected("id-reused", "this id was used for another body")
            return Answer(seen["answer_id"], seen["type"], json.loads(seen["body"]))
        if message.type not in SERVICES[service]:
            raise Rejected("unknown-type", f"{service} does not know {message.type}")
        if behaviour.refuse:
            # Not kept: nothing was done, so the same message may be tried again.
            return Answer(
                str(uuid.uuid4()), "refused", {"reason": "unwilling", "message": "暂停受理"}
            )
        try:
            answer = self._serve(service, message, behaviour, at)
        except KeyError as error:
            raise Rejected("malformed", f"body.{error.args[0]} is missing") from error
        self.store.run(
            "INSERT INTO answered VALUES (?, ?, ?, ?, ?, ?, ?)",
            service,
            message.sender,
            message.id,
            message.header["body_hash"],
            answer.id,
            answer.type,
            json.dumps(answer.body, ensure_ascii=False),
        )
        return answer

    def _check_nonce(self, message: Message, at: datetime) -> None:
        old = (at - 2 * WINDOW).isoformat()
        self.store.run("DELETE FROM nonce WHERE at < ?", old)
        known = self.store.one(
            "SELECT 1 FROM nonce WHERE sender = ? AND nonce = ?",
            message.sender,
            message.header["nonce"],
        )
        if known is not None:
            raise Rejected("replayed", "this transmission was seen before")
        self.store.run(
            "INSERT INTO nonce VALUES (?, ?, ?)",
            message.sender,
            message.header["nonce"],
            at.isoformat(),
        )

    def _serve(self, service: str, message: Message, behaviour: Behaviour, at: datetime) -> Answer:
        falsely = behaviour.wrong == "content"
        if service == "sms":
            return self._text(message, behaviour, at)
        if service == "post":
            return self._letter(message, behaviour, at)
        if service == "payment":
            return self._money(message, behaviour, at)
        if service == "identity":
            type_, body = identity.answer(message.type, message.body)
            body = identity.falsify(body) if falsely else body
        else:
            type_, body = "witness.kept", self.witness.keep(message.body)
            body = {**body, "kept": False, "reason": "split-view"} if falsely else body
        answer = Answer(str(uuid.uuid4()), type_, body)
        if behaviour.duplicate:
            self._call_back(service, message, answer, behaviour)
        return answer

    def _text(self, message: Message, behaviour: Behaviour, at: datetime) -> Answer:
        accepted = sms.accept(message.body, store=self.store, at=at)
        arrived = behaviour.wrong != "content"
        told = Answer(str(uuid.uuid4()), "sms.receipt", sms.receipt(arrived=arrived, at=at))
        copies = 2 if behaviour.duplicate else 1
        for _ in range(copies if sms.wants_receipt(message.body) else 0):
            self._call_back("sms", message, told, behaviour)
        return Answer(str(uuid.uuid4()), "sms.accepted", accepted)

    def _letter(self, message: Message, behaviour: Behaviour, at: datetime) -> Answer:
        accepted = post.accept(message.body, store=self.store, at=at)
        signed = behaviour.wrong != "content"
        body = post.receipt(message.body, signed=signed, at=at)
        told = Answer(str(uuid.uuid4()), "post.receipt", body)
        for _ in range(2 if behaviour.duplicate else 1):
            self._call_back("post", message, told, behaviour)
        return Answer(str(uuid.uuid4()), "post.accepted", accepted)

    def _money(self, message: Message, behaviour: Behaviour, at: datetime) -> Answer:
        court, body = message.sender, message.body
        answer = Answer(str(uuid.uuid4()), f"{message.type}.answer", {})
        if message.type == "payment.order":
            said = payment.order(body, court=court, url=self.url, store=self.store, at=at)
            return replace(answer, body=said)
        if message.type == "payment.book":
            wrong = behaviour.wrong
            return replace(
                answer, body=payment.book(body, court=court, wrong=wrong, store=self.store)
            )
        closed = behaviour.wrong == "content"
        back = payment.give_back(body, court=court, closed=closed, store=self.store, at=at)
        told = Answer(str(uuid.uuid4()), "payment.returned", back)
        for _ in range(2 if behaviour.duplicate else 1):
            self._call_back("payment", message, told, behaviour)
        return Answer(str(uuid.uuid4()), "payment.return.accepted", {})

    def take_payment(self, told: dict[str, Any]) -> dict[str, Any]:
        """Let somebody pay into an account and tell its court; return the row of the book.

        :raises KeyError: if the account or the amount is missing
        :raises ValueError: if the amount is none, or no court is known
        """
        behaviour, at = behaviour_of("payment", store=self.store), self.now()
        with self.store.writing():
            court = self.store.one("SELECT id FROM court ORDER BY rowid DESC")
            if court is None:
                raise ValueError("no court has introduced itself")
            row = payment.pay(told, court=court["id"], store=self.store, at=at)
            body = payment.falsify(row) if behaviour.wrong == "content" else row
            answer = Answer(str(uuid.uuid4()), "payment.paid", body)
            for _ in range(2 if behaviour.duplicate else 1):
                self._queue("payment", court["id"], answer, "", behaviour.wrong)
        return row

    def remember_payments(self, rows: list[dict[str, Any]]) -> None:
        """Give the bank a history; no court is told.

        :raises KeyError: if a row lacks something
        :raises ValueError: if a row cannot be read, or no court is known
        """
        with self.store.writing():
            court = self.store.one("SELECT id FROM court ORDER BY rowid DESC")
            if court is None:
                raise ValueError("no court has introduced itself")
            payment.remember(rows, court=court["id"], store=self.store)

    def tell_courts(self, service: str, answer: Answer, behaviour: Behaviour) -> None:
        """Queue something that answers no message for every court; in the caller's transaction."""
        for court in self.store.run("SELECT id FROM court"):
            self._queue(service, court["id"], answer, "", behaviour.wrong)

    def _call_back(
        self, service: str, message: Message, answer: Answer, behaviour: Behaviour
    ) -> None:
        correlation = _correlation(message, behaviour)
        self._queue(service, message.sender, answer, correlation, behaviour.wrong)

    def _queue(
        self, service: str, court: str, answer: Answer, correlation: str, wrong: str
    ) -> None:
        self.store.run(
            "INSERT INTO outgoing (service, court, id, type, correlation, body, wrong, due) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            service,
            court,
            answer.id,
            answer.type,
            correlation,
            json.dumps(answer.body, ensure_ascii=False),
            wrong,
            clock.machine_now().timestamp() + sms.RECEIPT_AFTER_SECONDS,
        )

    def _sign(self, service: str, message: Message, answer: Answer, behaviour: Behaviour) -> bytes:
        header = {
            "id": answer.id,
            "type": answer.type,
            "sender": service,
            "receiver": message.sender,
            "correlation": _correlation(message, behaviour),
        }
        return self.write(service, header, answer.body, wrong=behaviour.wrong)

    def write(
        self, service: str, header: dict[str, str], body: dict[str, Any], *, wrong: str
    ) -> bytes:
        """Return one transmission signed by a service; by a stranger's key if `wrong` says so."""
        forged = wrong == "signature"
        key = Ed25519PrivateKey.generate() if forged else self.keys[service]
        return write(header, body, key=key, at=self.now())

    def note(
        self, direction: str, service: str, peer: str, type_: str, id_: str, outcome: str, body: Any
    ) -> None:
        """Keep one line of what went in or out, for the list people look at."""
        self.store.run(
            "INSERT INTO message (at, direction, service, peer, type, id, outcome, body) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            self.now().isoformat(),
            direction,
            service,
            peer,
            type_,
            id_,
            outcome,
            json.dumps(body, ensure_ascii=False) if body else "",
        )

    def reset(self) -> None:
        """Forget everything but the courts, the keys and the time."""
        self.store.reset()
        (self.home / HEADS).unlink(missing_ok=True)
        self.witness = Witness(self.home / HEADS)

    def messages(self) -> list[dict[str, Any]]:
        """Return the last messages in and out, newest first."""
        rows = self.store.run("SELECT * FROM message ORDER BY seq DESC LIMIT 200")
        return [dict(row) for row in rows]


def _correlation(message: Message, behaviour: Behaviour) -> str:
    return str(uuid.uuid4()) if behaviour.wrong == "correlation" else message.id
