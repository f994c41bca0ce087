"""HTTP: the message addresses for courts, JSON and pages for whoever trains."""

import json
import re
import time
import uuid
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from sim import mail, pages, pay_pages, payment, post, robots, sms
from sim.behaviour import behave, behaviour_of
from sim.callbacks import Callbacks
from sim.envelope import STATUS, Rejected
from sim.neighbours import SERVICES, Answer, Neighbours

LARGEST_BYTES = 1_000_000
OPENAPI = Path(__file__).with_name("openapi.json")
JSON = "application/json"
HTML = "text/html; charset=utf-8"


class NotFound(Exception):
    """No such address, or nothing there."""


class Server(ThreadingHTTPServer):
    """The neighbours on one port of the loopback interface."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, neighbours: Neighbours) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.neighbours = neighbours
        neighbours.url = self.url
        self.callbacks = Callbacks(neighbours)
        self.mail = mail.MailServer(0, neighbours)

    @property
    def url(self) -> str:
        """Where the neighbours are."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Server

    def do_GET(self) -> None:
        """Answer a reader."""
        self._answer("GET")

    def do_POST(self) -> None:
        """Answer a sender."""
        self._answer("POST")

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: what came and went stands in the list of messages."""

    def _answer(self, method: str) -> None:
        path = urlsplit(self.path).path
        try:
            # Always read: what is left in the connection would be taken for the next request.
            self.content = self._read()
            self._refuse_foreign_pages()
            for pattern, call in ROUTES[method]:
                found = re.fullmatch(pattern, path)
                if found:
                    self._send(*call(self, *map(unquote, found.groups())))
                    return
            raise NotFound
        except Rejected as rejected:
            self._fail(STATUS[rejected.reason], rejected.reason, rejected.message)
        except NotFound:
            self._fail(404, "not-found", path)
        except (ValueError, KeyError, TypeError) as error:
            self._fail(400, "bad-request", str(error))

    def _refuse_foreign_pages(self) -> None:
        """Refuse a page from elsewhere that makes a browser on this machine call us."""
        host = self.headers.get("Host", "").rsplit(":", 1)[0]
        origin = self.headers.get("Origin")
        if host not in {"127.0.0.1", "localhost"}:
            raise ValueError("only the loopback interface is served")
        if origin is not None and urlsplit(origin).netloc != self.headers["Host"]:
            raise ValueError("sent by a page from elsewhere")

    def _read(self) -> bytes:
        """Return the body of the request.

        :raises ValueError: if it is too large
        """
        length = int(self.headers.get("Content-Length") or 0)
        if length > LARGEST_BYTES:
            self.close_connection = True
            raise ValueError("too large")
        return self.rfile.read(length)

    def json(self) -> dict[str, Any]:
        """Return the body as a JSON object.

        :raises ValueError: if it is none
        """
        found = json.loads(self.content or b"{}")
        if not isinstance(found, dict):
            raise ValueError("an object is expected")
        return found

    def form(self) -> dict[str, str]:
        """Return the body as form fields."""
        return dict(parse_qsl(self.content.decode()))

    def _fail(self, status: int, reason: str, message: str) -> None:
        self._send(status, JSON, _json({"reason": reason, "message": message}))

    def _send(self, status: int, kind: str, content: bytes, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'self'")
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(content)


Sent = tuple[int, str, bytes] | tuple[int, str, bytes, str]
Route = tuple[str, Callable[..., Sent]]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _service(name: str) -> str:
    if name not in SERVICES:
        raise NotFound
    return name


def receive(request: Handler, service: str) -> Sent:
    """Take one message of a court."""
    answer = request.server.neighbours.receive(_service(service), request.content)
    request.server.callbacks.woken.set()
    return 200, JSON, answer


def show_keys(request: Handler) -> Sent:
    """Show the neighbours' public keys."""
    return 200, JSON, _json(request.server.neighbours.public_keys())


def introduce(request: Handler) -> Sent:
    """Get to know a court and its key."""
    told = request.json()
    keys = request.server.neighbours.introduce(
        str(told["id"]), public_key=str(told["public_key"]), callback=str(told["callback"])
    )
    return 200, JSON, _json({"keys": keys})


def set_clock(request: Handler) -> Sent:
    """Take over the court's time."""
    request.server.neighbours.set_offset(float(request.json()["offset_seconds"]))
    return 200, JSON, _json({"now": request.server.neighbours.now().isoformat()})


def show_services(request: Handler) -> Sent:
    """Show how every service behaves."""
    store = request.server.neighbours.store
    return 200, JSON, _json({name: vars(behaviour_of(name, store=store)) for name in SERVICES})


def set_service(request: Handler, service: str) -> Sent:
    """Set how a service behaves."""
    store = request.server.neighbours.store
    behaviour = behave(_service(service), request.json(), store=store)
    return 200, JSON, _json(vars(behaviour))


def set_service_by_form(request: Handler, service: str) -> Sent:
    """Set how a service behaves, from the page."""
    behave(_service(service), request.form(), store=request.server.neighbours.store)
    return 303, HTML, b"", "/"


def reset(request: Handler) -> Sent:
    """Forget everything but the courts and the time."""
    request.server.neighbours.reset()
    return 200, JSON, b"{}"


def reset_by_form(request: Handler) -> Sent:
    """Forget everything but the courts, from the page."""
    request.server.neighbours.reset()
    return 303, HTML, b"", "/"


def show_heads(request: Handler) -> Sent:
    """List the heads the witness keeps."""
    return 200, JSON, _json(request.server.neighbours.witness.heads())


def show_messages(request: Handler) -> Sent:
    """List the last messages."""
    return 200, JSON, _json(request.server.neighbours.messages())


def show_inbox(request: Handler, number: str) -> Sent:
    """List the texts of one phone."""
    return 200, JSON, _json(sms.inbox(number, store=request.server.neighbours.store))


def show_mail_server(request: Handler) -> Sent:
    """Say where mail is taken."""
    return 200, JSON, _json({"port": request.server.mail.port})


def show_box(request: Handler, address: str) -> Sent:
    """List the mails of one address."""
    return 200, JSON, _json(mail.box(address.lower(), store=request.server.neighbours.store))


def show_group(request: Handler, service: str, key: str) -> Sent:
    """List the texts of one robot's group."""
    store = request.server.neighbours.store
    return 200, JSON, _json(robots.group(service, key, store=store))


def show_letters(request: Handler) -> Sent:
    """List the letters."""
    return 200, JSON, _json(post.letters(store=request.server.neighbours.store))


def show_payments(request: Handler) -> Sent:
    """List what was paid."""
    return 200, JSON, _json(payment.payments(store=request.server.neighbours.store))


def take_payment(request: Handler) -> Sent:
    """Let somebody transfer money to an account."""
    row = request.server.neighbours.take_payment(request.json())
    request.server.callbacks.woken.set()
    return 200, JSON, _json(row)


def take_history(request: Handler) -> Sent:
    """Give the bank rows of the past."""
    request.server.neighbours.remember_payments(request.json()["rows"])
    return 200, JSON, b"{}"


def pay_by_form(request: Handler, code: str = "") -> Sent:
    """Let somebody pay an order, or transfer money to any account, from the page."""
    neighbours = request.server.neighbours
    told = request.form()
    if code:
        order = payment.order_of(code, store=neighbours.store)
        if order is None:
            raise NotFound
        told |= {"account": order["account"], "reference": order["reference"]}
    try:
        row = neighbours.take_payment(told)
    except ValueError:
        wrong = pay_pages.order(code, neighbours, wrong=True) if code else b""
        return 400, HTML, wrong or pay_pages.payments(neighbours, wrong=True)
    request.server.callbacks.woken.set()
    return 303, HTML, b"", f"/paid/{row['serial']}"


def show_order(request: Handler, code: str) -> Sent:
    """Show the page on which an order is paid."""
    found = pay_pages.order(code, request.server.neighbours)
    if not found:
        raise NotFound
    return 200, HTML, found


def robot(request: Handler, service: str) -> Sent:
    """Take a text for a group, as the robots of DingTalk and WeCom do."""
    neighbours = request.server.neighbours
    behaviour = behaviour_of(service, store=neighbours.store)
    if behaviour.outage:
        return 503, JSON, _json({"errcode": -1, "errmsg": "system busy"})
    if behaviour.refuse:
        return 403, JSON, _json({"errcode": 310000, "errmsg": "refused"})
    asked = dict(parse_qsl(urlsplit(request.path).query))
    key = asked.get("access_token") or asked.get("key", "")
    for _ in range(2 if behaviour.duplicate else 1):
        text = robots.take(
            service, key, request.json(), store=neighbours.store, at=neighbours.now()
        )
    neighbours.note("in", service, "", "text", key, "taken", text)
    time.sleep(behaviour.delay_ms / 1000)
    return 200, JSON, _json(robots.DONE)


def reply(request: Handler, number: str) -> Sent:
    """Let a phone answer the court's texts."""
    neighbours = request.server.neighbours
    told = {"from": number, "text": str(request.json()["text"])}
    answer = Answer(str(uuid.uuid4()), "sms.reply", {**told, "at": neighbours.now().isoformat()})
    with neighbours.store.writing():
        neighbours.tell_courts("sms", answer, behaviour_of("sms", store=neighbours.store))
    request.server.callbacks.woken.set()
    return 200, JSON, b"{}"


def page(make: Callable[..., bytes]) -> Callable[..., Sent]:
    """Return the route of one page."""

    def shown(request: Handler, *arguments: str) -> Sent:
        return 200, HTML, make(*arguments, request.server.neighbours)

    return shown


def style(_: Handler) -> Sent:
    """Return the style sheet of the pages."""
    return 200, "text/css; charset=utf-8", pages.STYLE.encode()


def openapi(_: Handler) -> Sent:
    """Return the description of the message addresses."""
    return 200, JSON, OPENAPI.read_bytes()


ROUTES: dict[str, tuple[Route, ...]] = {
    "GET": (
        ("/", page(pages.home)),
        ("/messages", page(pages.messages)),
        ("/phones", page(pages.phones)),
        ("/phones/([0-9+-]{1,20})", page(pages.phone)),
        ("/style.css", style),
        ("/openapi.json", openapi),
        ("/keys", show_keys),
        ("/witness/heads", show_heads),
        ("/admin/services", show_services),
        ("/admin/messages", show_messages),
        ("/admin/phones/([0-9+-]{1,20})", show_inbox),
        ("/admin/mail", show_mail_server),
        ("/admin/mail/([^/]{3,200})", show_box),
        ("/admin/robots/(dingtalk|wecom)/([A-Za-z0-9-]{1,100})", show_group),
        ("/admin/letters", show_letters),
        ("/mail", page(pages.mails)),
        ("/mail/([^/]{3,200})", page(pages.mail_box)),
        ("/letters", page(pages.letters)),
        ("/payments", page(pay_pages.payments)),
        ("/paid/([0-9]{18})", page(pay_pages.paid)),
        ("/pay/([A-Za-z0-9_-]{12})", show_order),
        ("/admin/payments", show_payments),
    ),
    "POST": (
        ("/([a-z]+)/messages", receive),
        ("/admin/courts", introduce),
        ("/admin/clock", set_clock),
        ("/admin/services/([a-z]+)", set_service),
        ("/admin/reset", reset),
        ("/admin/phones/([0-9+-]{1,20})/reply", reply),
        ("/robots/(dingtalk|wecom)", robot),
        ("/admin/payments", take_payment),
        ("/admin/book", take_history),
        ("/payments", pay_by_form),
        ("/pay/([A-Za-z0-9_-]{12})", pay_by_form),
        ("/services/([a-z]+)", set_service_by_form),
        ("/reset", reset_by_form),
    ),
}
