"""The payment neighbour: orders, whoever pays them, transfers, what goes back, a book for each day.

An order is paid at `/pay/<code>`, by anybody who has the code. A transfer goes to any account and
of any amount: the bank does not know what the court is owed. Each payment has a serial number of
its own and stands in the book of its day, whether or not the court was told.
"""

import secrets
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from sim.clock import ZONE
from sim.store import Store

TYPES = ("payment.order", "payment.return", "payment.book")
METHODS = {"qr": "扫码支付", "transfer": "银行转账", "counter": "柜台现金"}
# A book with a row missing, doubled, or of the day before: what a court must notice.
BOOK_WRONGS = ("missing", "doubled", "yesterday")
CODE_BYTES = 9
# So many rows of a book go into one answer.
BOOK_ROWS = 1_000
_COLUMNS = ("serial", "account", "reference", "amount", "payer", "method", "at")


def order(
    body: dict[str, Any], *, court: str, url: str, store: Store, at: datetime
) -> dict[str, Any]:
    """Return the order for a reference; the same reference has one order for ever.

    :raises KeyError: if the reference, the account or the amount is missing
    """
    reference, account, amount = (str(body[name]) for name in ("reference", "account", "amount"))
    store.run(
        "INSERT INTO pay_order (code, court, reference, account, amount, title, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (court, reference) "
        "DO UPDATE SET amount = excluded.amount, account = excluded.account",
        *(secrets.token_urlsafe(CODE_BYTES), court, reference, account, amount),
        *(str(body.get("title", "")), at.isoformat()),
    )
    made = store.one("SELECT * FROM pay_order WHERE court = ? AND reference = ?", court, reference)
    assert made is not None, "written just now"  # noqa: S101
    return {"reference": reference, "code": made["code"], "link": f"{url}/pay/{made['code']}"}


def order_of(code: str, *, store: Store) -> dict[str, Any] | None:
    """Return an order by its code; None if there is none."""
    row = store.one("SELECT * FROM pay_order WHERE code = ?", code)
    return None if row is None else dict(row)


def pay(told: dict[str, Any], *, court: str, store: Store, at: datetime) -> dict[str, Any]:
    """Take money for an account and return what the court is told; in the caller's transaction.

    :raises KeyError: if the account or the amount is missing
    :raises ValueError: if the amount is none, or the way of paying is unknown
    """
    method = str(told.get("method") or "transfer")
    if method not in METHODS:
        raise ValueError(f"method is one of {', '.join(METHODS)}")
    row = {
        "account": str(told["account"]),
        "reference": str(told.get("reference") or ""),
        "amount": amount_of(str(told["amount"])),
        "payer": str(told.get("payer") or "无名氏"),
        "method": method,
    }
    return {"serial": _write(row, court=court, store=store, at=at), **row, "at": at.isoformat()}


def remember(rows: list[dict[str, Any]], *, court: str, store: Store) -> None:
    """Keep rows of the past; one that is known already stays as it is. Nobody is told.

    :raises KeyError: if a row lacks something
    :raises ValueError: if an instant or an amount cannot be read
    """
    for row in rows:
        at = datetime.fromisoformat(row["at"])
        sign, amount = ("-", row["amount"][1:]) if row["amount"][:1] == "-" else ("", row["amount"])
        store.run(
            "INSERT OR IGNORE INTO payment "
            "(account, reference, amount, payer, method, serial, at, court, day) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(row["account"], row["reference"], sign + amount_of(amount), row["payer"]),
            *(row["method"], row["serial"], at.isoformat(), court),
            f"{at.astimezone(ZONE):%Y-%m-%d}",
        )


def _write(row: dict[str, str], *, court: str, store: Store, at: datetime) -> str:
    """Write one row of the book and return its serial number."""
    local = at.astimezone(ZONE)
    serial = f"{local:%Y%m%d}{secrets.randbelow(10**10):010d}"
    names = ("account", "reference", "amount", "payer", "method")
    store.run(
        "INSERT INTO payment (account, reference, amount, payer, method, serial, at, court, day) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *(row[name] for name in names),
        *(serial, at.isoformat(), court, f"{local:%Y-%m-%d}"),
    )
    return serial


def give_back(
    body: dict[str, Any], *, court: str, closed: bool, store: Store, at: datetime
) -> dict[str, Any]:
    """Send money back where it came from and return what the court is told of it.

    `closed`: the payer's account is gone. In the book it stands as a row with a negative amount.

    :raises KeyError: if the reference, the serial or the amount is missing
    """
    told = {"reference": str(body["reference"]), "serial": str(body["serial"])}
    paid = store.one("SELECT * FROM payment WHERE court = ? AND serial = ?", court, told["serial"])
    if paid is None or closed:
        why = "收款账户已销户" if paid else "没有这笔付款"
        return {**told, "status": "failed", "back_serial": "", "reason": why, "at": at.isoformat()}
    amount = "-" + amount_of(str(body["amount"]))
    back = {**dict(paid), "reference": told["reference"], "amount": amount}
    serial = _write(back, court=court, store=store, at=at)
    return {**told, "status": "done", "back_serial": serial, "reason": "", "at": at.isoformat()}


def book(body: dict[str, Any], *, court: str, wrong: str, store: Store) -> dict[str, Any]:
    """Return the book of a day, `2026-03-02`, from the row numbered `start`: payments in and out.

    :raises KeyError: if the day is missing
    :raises ValueError: if `start` is no number
    """
    day, start = str(body["day"]), int(body.get("start") or 0)
    asked = _day_before(day) if wrong == "yesterday" else day
    rows = [
        {name: row[name] for name in _COLUMNS}
        for row in store.run(
            "SELECT * FROM payment WHERE court = ? AND day = ? ORDER BY seq LIMIT ? OFFSET ?",
            *(court, asked, BOOK_ROWS + 1, start + (wrong == "missing")),
        )
    ]
    more = len(rows) > BOOK_ROWS
    rows = rows[:BOOK_ROWS]
    if wrong == "doubled" and not more:
        rows = [*rows, *rows[:1]]
    reference = str(body.get("reference") or "")
    return {"day": asked, "reference": reference, "start": start, "rows": rows, "more": more}


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def falsify(body: dict[str, Any]) -> dict[str, Any]:
    """Return what the court is told of a payment with one yuan too much."""
    return {**body, "amount": f"{Decimal(body['amount']) + 1:.2f}"}


def amount_of(typed: str) -> str:
    """Return an amount of yuan with two decimals.

    :raises ValueError: if it is none, not above zero or finer than a fen
    """
    try:
        amount = Decimal(typed)
    except InvalidOperation as error:
        raise ValueError("the amount is a number of yuan") from error
    if not amount.is_finite() or amount <= 0 or amount != round(amount, 2):
        raise ValueError("the amount is above zero and has two decimals at most")
    return f"{amount:.2f}"


def payments(*, store: Store) -> list[dict[str, Any]]:
    """Return what was paid, newest first."""
    return [dict(row) for row in store.run("SELECT * FROM payment ORDER BY seq DESC LIMIT 200")]
