"""A case with a paper of the court and files of both sides in it, and who works on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.cast import AT, Cast, acting, on_stage
from tests.core import samples
from tests.core.bringing import brought
from tests.filing.states import CASES
from tests.papers import sealed
from yunting.core import documents, files
from yunting.core.actor import Actor
from yunting.core.audience import Audience
from yunting.core.models import Account, Case, CaseState, Document, File, Matter
from yunting.filing import documents as papers

RULING = papers.TransferRuling(
    parties=(papers.Named("原告", "张澄"), papers.Named("被告", "李潮")),
    cause="买卖合同纠纷",
    accepted_on=date(2026, 3, 2),
    to="宁波海事法院",
    article="民事诉讼法 第三十七条",
    reason="本案属于海事法院专门管辖。",
)
DRAWING = "商业秘密图纸"
ORDER = "（2026）浙0902民初1号决定，民事诉讼法 第七十一条"
REASON = "含有商业秘密"


@dataclass(frozen=True, slots=True)
class Filed:
    """张 has sued 李, 王 judges; one paper for both, one open file of each, one private one."""

    cast: Cast
    case: Case
    paper: Document
    ours: File
    theirs: File
    private: File

    @property
    def matter(self) -> Matter:
        """The dispute."""
        return self.case.matter

    def judge(self, key: str | None = None) -> Actor:
        """王, who judges the case."""
        return acting(self.cast.wang, self.matter, key=key)

    def clerk(self, key: str | None = None) -> Actor:
        """孙, of the filing division, who keeps its files."""
        return acting(self.cast.sun, self.matter, key=key)

    def party(self, account: Account) -> Actor:
        """Somebody of the cast as they stand in the dispute."""
        return acting(account, self.matter)


def paper_of(case: Case, cast: Cast) -> Document:
    """Return a ruling that both sides may read, sealed by the press."""
    return sealed(
        documents.issue(
            papers.TRANSFER,
            RULING,
            matter=case.matter,
            case=case,
            by=acting(cast.wang, case.matter),
            at=AT,
        )
    )


def checked(
    account: Account, matter: Matter, content: bytes, name: str, audience: Audience
) -> File:
    """Return a file that was handed in and checked; its copies are not made."""
    return files.check(brought(account, matter, content, name, audience=audience), at=AT)


def filed(cast: Cast | None = None) -> Filed:
    """Return a case with something in its file; needs the `press`."""
    cast = cast or on_stage()
    case = CASES[CaseState.ASSIGNED](cast)
    matter = case.matter
    return Filed(
        cast=cast,
        case=case,
        paper=paper_of(case, cast),
        ours=checked(cast.zhang, matter, samples.pdf(2), f"{DRAWING}.pdf", Audience.PARTIES),
        theirs=checked(cast.li, matter, samples.pdf(1), "对账单.pdf", Audience.PARTIES),
        private=checked(cast.li, matter, samples.pdf(3), "李的底稿.pdf", Audience.SIDE),
    )
