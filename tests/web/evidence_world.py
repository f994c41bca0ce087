"""Evidence in every state: exchanged, its original asked for, being listed."""

from __future__ import annotations

from tests.cast import AT, Cast, acting
from tests.core import samples
from tests.core.bringing import uploaded
from tests.filing.evidence_stage import DOUBTS, IOU, LATER, by, checked, exchange, listed
from yunting.core.models import Case, File
from yunting.filing.models import Evidence
from yunting.filing.selectors import evidence as read
from yunting.filing.services import evidence as giving
from yunting.filing.services import originals
from yunting.rules.online.materials import Doubt


def give(cast: Cast, case: Case, long_name: str, long_text: str) -> dict[str, Evidence]:
    """Return an item with files of every kind, one whose original is asked for, and a draft."""
    matter = case.matter
    named = {
        f"{long_name}的送货单.pdf": samples.pdf(12),
        "借条.jpg": samples.jpeg(),
        "合同.docx": samples.docx(),
        "通话.wav": samples.wav(),
        "说明.txt": "货已收到。".encode(),
    }
    files = [uploaded(cast.zhang, matter, content, name) for name, content in named.items()]
    actor = by(cast.zhang, matter)
    items = {"exchanged": giving.add(matter, IOU, files, by=actor, at=AT)}
    items["asked"] = listed(cast.zhang, matter)
    checked(*items.values())
    giving.submit(items["asked"].on_list, late_reason="刚找到。", by=actor, at=AT)
    exchange(case)
    for item in items.values():
        item.refresh_from_db()
    originals.give_opinion(items["asked"], DOUBTS, by=by(cast.li, matter), at=AT)
    originals.ask_original(
        items["asked"],
        reason=Doubt.OBJECTED,
        note=long_text,
        due_on=LATER,
        by=acting(cast.wang, matter),
        at=AT,
    )
    items["draft"] = listed(cast.zhang, matter)
    for item in items.values():
        item.refresh_from_db()
    return items


def files_of(item: Evidence) -> list[File]:
    """Return the files of an item."""
    return read.files_of(item)
