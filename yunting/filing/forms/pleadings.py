"""Complaint and answers as pages of the dispute's file: read off what was sent, set anew."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from yunting.core.case_file import Piece
from yunting.core.models import Account, Matter
from yunting.core.press import typeset
from yunting.filing.forms.catalogue import entry
from yunting.filing.forms.complaint import Part, written
from yunting.filing.forms.twin.defence import Reply, told
from yunting.filing.forms.twin.form import twin_of
from yunting.filing.models import Answer, Filing, Lodgement, Submission
from yunting.filing.selectors import defending
from yunting.filing.selectors.submissions import latest, values_of
from yunting.lib import clock

TEMPLATE = "filing/papers/pleading.typ"


def pleadings(matter: Matter, account: Account) -> Iterator[Piece]:
    """Yield what the parties said in their forms, as far as the account may read it."""
    filings = Filing.objects.visible_to(account).filter(matter=matter, run__gt=0)
    for filing in filings.order_by("id"):
        sent = latest(filing)
        yield Piece(
            key=f"{Submission._meta.label}:{sent.pk}",
            title=f"起诉状（第{sent.run}次提交）" if sent.run > 1 else "起诉状",
            whose=str(sent.account),
            on=clock.day_of(sent.at),
            digest=sent.sha256,
            made=partial(_complaint, sent),
        )
    answers = Answer.objects.visible_to(account).filter(matter=matter, sent__isnull=False)
    for answer in answers.select_related("sent", "participation__person").order_by("sent_id"):
        lodged = answer.sent
        if lodged is not None:
            yield Piece(
                key=f"{Answer._meta.label}:{answer.pk}",
                title="答辩状",
                whose=str(answer.participation.person),
                on=clock.day_of(lodged.at),
                digest=lodged.sha256,
                made=partial(_answer, answer, lodged),
            )


def _complaint(sent: Submission) -> bytes:
    paper = written(entry(sent.filing.form).form, values_of(sent))
    chapters = [("诉讼请求", paper.claims), ("事实与理由", paper.facts)]
    return _set(paper.title, paper.caption, chapters, paper.parts)


def _answer(answer: Answer, sent: Lodgement) -> bytes:
    values = defending.values_of(sent)
    paper = told(twin_of(answer), values, respondent=str(answer.participation.person))
    chapters = [
        ("对诉讼请求的答复", tuple(map(_reply, paper.claims))),
        ("对事实与理由的答复", tuple(map(_reply, paper.facts))),
        ("答辩意见", tuple(f"{label}：{text}" for label, text in paper.more)),
    ]
    return _set(paper.title, paper.caption, chapters, paper.parts)


def _reply(one: Reply) -> str:
    reason = f"。{one.reason}" if one.reason else ""
    return f"{one.label}：{one.word}{reason}"


def _set(
    title: str,
    caption: str,
    chapters: list[tuple[str, tuple[str, ...]]],
    parts: tuple[Part, ...],
) -> bytes:
    content: dict[str, Any] = {
        "title": title,
        "caption": caption,
        "chapters": [
            {"heading": heading, "lines": list(lines)} for heading, lines in chapters if lines
        ],
        "parts": [
            {
                "heading": part.heading,
                "rows": [
                    [row.label, f"{row.value}（{row.capitals}）" if row.capitals else row.value]
                    for group in part.groups
                    for row in group.rows
                ],
            }
            for part in parts
        ],
    }
    return typeset.sheets(TEMPLATE, content)
