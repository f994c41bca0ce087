"""What repeats in a complaint."""

from yunting.filing.forms.asking import HAS
from yunting.filing.forms.elements import Block, Field, Kind, Question, When

PLAINTIFFS = Block("plaintiffs", "原告", limit=50)
DEFENDANTS = Block("defendants", "被告", limit=50)
THIRD_PARTIES = Block("third_parties", "第三人", limit=20)
SIDES = (PLAINTIFFS, DEFENDANTS, THIRD_PARTIES)
AGENTS = Block("agents", "代理人", limit=20)
GOODS = Block("facts.goods", "货物", limit=50)
EVIDENCE = Block("evidence", "证据", limit=100, minimum=0)

NATURAL, ORGANISATION = "natural", "organisation"
ON_PARTIES = "民事诉讼法 第一百二十四条"


def is_kind(block: Block, kind: str) -> tuple[When, ...]:
    """Return the condition that a party is a person, or an organisation."""
    return (When(f"{block.path}.*.kind", (kind,)),)


def gate(block: Block, *, title: str, label: str, why: str, article: str) -> Question:
    """Return the question whether there are such blocks at all."""
    return Question(
        id="any",
        title=title,
        label=label,
        fields=(
            Field(
                path=f"{block.path}.answer",
                label=label,
                kind=Kind.YES_NO,
                options=HAS,
                term=label,
            ),
        ),
        why=why,
        article=article,
    )
