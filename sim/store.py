"""What the neighbours remember, in one SQLite file: it survives a kill at any instant."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS court (
  id TEXT PRIMARY KEY, public_key TEXT NOT NULL, callback TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS nonce (
  sender TEXT, nonce TEXT, at TEXT NOT NULL, PRIMARY KEY (sender, nonce));
CREATE TABLE IF NOT EXISTS answered (
  service TEXT, sender TEXT, id TEXT, body_hash TEXT NOT NULL, answer_id TEXT NOT NULL,
  type TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (service, sender, id));
CREATE TABLE IF NOT EXISTS message (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, direction TEXT NOT NULL,
  service TEXT NOT NULL, peer TEXT NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL,
  outcome TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS outgoing (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, service TEXT NOT NULL, court TEXT NOT NULL,
  id TEXT NOT NULL, type TEXT NOT NULL, correlation TEXT NOT NULL, body TEXT NOT NULL,
  wrong TEXT NOT NULL DEFAULT '', due REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS text (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT NOT NULL, text TEXT NOT NULL,
  at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS text_of_number ON text (number, seq);
CREATE TABLE IF NOT EXISTS mail (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL, subject TEXT NOT NULL,
  text TEXT NOT NULL, reference TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS robot (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, service TEXT NOT NULL, key TEXT NOT NULL,
  text TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS letter (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, reference TEXT NOT NULL, name TEXT NOT NULL,
  address TEXT NOT NULL, tracking TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS pay_order (
  code TEXT PRIMARY KEY, court TEXT NOT NULL, reference TEXT NOT NULL, account TEXT NOT NULL,
  amount TEXT NOT NULL, title TEXT NOT NULL, at TEXT NOT NULL, UNIQUE (court, reference));
CREATE TABLE IF NOT EXISTS payment (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, court TEXT NOT NULL, serial TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL, reference TEXT NOT NULL, amount TEXT NOT NULL, payer TEXT NOT NULL,
  method TEXT NOT NULL, at TEXT NOT NULL, day TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS payment_of_day ON payment (court, day, seq);
CREATE TABLE IF NOT EXISTS behaviour (
  service TEXT PRIMARY KEY, delay_ms INTEGER NOT NULL DEFAULT 0,
  refuse INTEGER NOT NULL DEFAULT 0, duplicate INTEGER NOT NULL DEFAULT 0,
  outage INTEGER NOT NULL DEFAULT 0, wrong TEXT NOT NULL DEFAULT '');
"""
FORGOTTEN_BY_RESET = (
    *("nonce", "answered", "message", "outgoing", "text", "behaviour"),
    *("mail", "robot", "letter", "pay_order", "payment"),
)


class Store:
    """One connection, one writer at a time; a `with store.writing()` block is one transaction."""

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._db = sqlite3.connect(
            home / "neighbours.sqlite", check_same_thread=False, isolation_level=None
        )
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(SCHEMA)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Run the block as one transaction that nobody else is inside of."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def run(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """Run one statement and return its rows."""
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def one(self, sql: str, *values: object) -> sqlite3.Row | None:
        """Run one statement and return its first row."""
        rows = self.run(sql, *values)
        return rows[0] if rows else None

    def reset(self) -> None:
        """Forget everything but the courts and the time."""
        with self.writing():
            for table in FORGOTTEN_BY_RESET:
                self.run(f"DELETE FROM {table}")  # noqa: S608  (our own names)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()
