"""A dispute's file with something sealed, struck, asked for and bound, by the court's own acts."""

from __future__ import annotations

from dataclasses import dataclass

from tests.cast import AT, Cast, acting
from tests.core import samples
from tests.core.filed import ORDER, Filed, checked, filed
from yunting.core import case_file_building, certified_copies, misfiling, sealing
from yunting.core.audience import Audience
from yunting.core.models import CopyRequest, File, Misfiling, Restriction

LONG = "材料的内容和本案无关，属于另一起纠纷，由当事人误交。" * 8


@dataclass(frozen=True, slots=True)
class FileWorld:
    """A file in which 张's request waits; one sealing holds, one was lifted; two files struck."""

    filed: Filed
    sealed: Restriction
    struck: Misfiling
    asked: CopyRequest
    issued: CopyRequest
    refused: CopyRequest
    sealed_file: File

    @property
    def code(self) -> str:
        """The public code of the dispute."""
        return self.filed.matter.code


def build(cast: Cast) -> FileWorld:
    """Make it; the press is needed."""
    one = filed(cast)
    matter, judge, clerk = one.matter, one.judge(), one.clerk()
    hidden = checked(cast.zhang, matter, samples.pdf(1), "封存的设计图.pdf", Audience.PARTIES)
    wrong = checked(cast.li, matter, samples.pdf(1), "别的案件的合同.pdf", Audience.PARTIES)
    lifted = sealing.seal(
        one.paper, level="public", reason="涉及隐私", order=ORDER, by=judge, at=AT
    )
    sealing.unseal(lifted, reason="隐私已处理", order=ORDER, by=judge, at=AT)
    zhang = acting(cast.zhang, matter)
    requests = [
        certified_copies.ask(item, purpose="办理银行手续", by=zhang, at=AT)
        for item in (one.paper, one.ours, one.theirs)
    ]
    certified_copies.issue(requests[1], by=clerk, at=AT)
    certified_copies.refuse(requests[2], reason="请向提交人索取。", by=clerk, at=AT)
    world = FileWorld(
        filed=one,
        sealed=sealing.seal(
            hidden, level="side", side="answering", reason=LONG, order=ORDER, by=judge, at=AT
        ),
        struck=misfiling.strike(wrong, ground="unrelated", reason=LONG, by=clerk, at=AT),
        asked=requests[0],
        issued=requests[1],
        refused=requests[2],
        sealed_file=hidden,
    )
    for account in (cast.zhang, cast.li, cast.sun, cast.zhou, cast.wang):
        case_file_building.build(matter, account, at=AT)
    return world
