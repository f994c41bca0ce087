"""Courts to be backed up, on databases of the test cluster."""

from io import StringIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.management import call_command

from tests import database
from tests.cast import AT
from tests.core.tampering import open_court
from yunting.core import log_keys, store
from yunting.core.actor import Actor
from yunting.core.models import Account, File, FileKind, Matter, Side
from yunting.project.cluster import OWNER, WEB

CONTENT = "一份证据".encode()
OPENS_FACTORS = "one that opens every second factor"


def name_database(environment: pytest.MonkeyPatch, name: str) -> None:
    """Let this court's database be one of the test cluster's."""
    environment.setenv("YUNTING_DATABASE_URL", database.CLUSTER.url(WEB, name))
    environment.setenv("YUNTING_OWNER_DATABASE_URL", database.CLUSTER.url(OWNER, name))


def furnish(home: Path, key: rsa.RSAPrivateKey) -> None:
    """Give the court a log, one file and its keys."""
    log_keys.install(key, by=Actor.court(), at=AT)
    open_court()
    hand_in(CONTENT)
    (home / "secret-key").write_text(OPENS_FACTORS)


def hand_in(content: bytes) -> File:
    """Take a file of the one dispute there is."""
    kept = store.keep_bytes(content)
    return File.objects.create(
        matter=Matter.objects.get(),
        submitted_by=Account.objects.order_by("pk")[0],
        name="证据.txt",
        media_type="text/plain",
        kind=FileKind.TEXT,
        audience="side",
        side=Side.CLAIMING,
        size=kept.size,
        sha256=kept.sha256,
        at=AT,
    )


def back_up(folder: Path) -> str:
    """Run the command and return what it said."""
    out = StringIO()
    call_command("backup", str(folder), stdout=out, stderr=StringIO())
    return out.getvalue()
