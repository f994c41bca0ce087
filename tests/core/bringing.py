"""Files brought by people of the cast, the way a page brings them."""

from __future__ import annotations

from tests.cast import AT, acting
from yunting.core import deriving, files, uploads
from yunting.core.audience import Audience
from yunting.core.models import Account, File, Matter, Upload
from yunting.core.uploads import Sent


def uploaded(account: Account, matter: Matter, content: bytes, name: str = "材料.pdf") -> Upload:
    """Return an upload that came in one piece."""
    by = acting(account, matter)
    return uploads.take_whole(matter, Sent(name, [content]), by=by, at=AT)


def brought(
    account: Account,
    matter: Matter,
    content: bytes,
    name: str = "材料.pdf",
    *,
    audience: Audience = Audience.SIDE,
    is_sent: bool = True,
) -> File:
    """Return a file that has arrived and was not checked yet."""
    return files.finish_upload(
        uploaded(account, matter, content, name),
        audience=audience,
        is_sent=is_sent,
        by=acting(account, matter),
        at=AT,
    )


def ready(
    account: Account,
    matter: Matter,
    content: bytes,
    name: str = "材料.pdf",
    *,
    audience: Audience = Audience.SIDE,
    is_sent: bool = True,
) -> File:
    """Return a file that was checked and has all its copies."""
    file = brought(account, matter, content, name, audience=audience, is_sent=is_sent)
    return with_copies(files.check(file, at=AT))


def with_copies(file: File) -> File:
    """Make every copy of a file, as the worker does piece by piece."""
    while deriving.derive_some(file):
        pass
    return file
