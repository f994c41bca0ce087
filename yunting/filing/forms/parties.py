"""The parties of a complaint: plaintiffs, defendants, third parties, each as many as there are.

Official wording: 2025 model complaints (法〔2025〕82号). What is required follows 民事诉讼法
第一百二十四条: of a plaintiff more than of a defendant, of whom what singles him out is enough.
"""

from yunting.filing.forms.blocks import (
    DEFENDANTS,
    NATURAL,
    ON_PARTIES,
    ORGANISATION,
    PLAINTIFFS,
    THIRD_PARTIES,
    gate,
)
from yunting.filing.forms.elements import Block, Field, Kind, Option, Question, Section
from yunting.filing.forms.organisations import organisation_questions
from yunting.filing.forms.persons import person_questions


def party_section(block: Block, *, asks_contact: bool, gate: Question | None = None) -> Section:
    """Return the questions about every party of one side."""
    asks_place = block is not THIRD_PARTIES
    return Section(
        key=block.path.replace("_", "-"),
        title=block.noun,
        each=block,
        gate=gate,
        questions=(
            _kind(block),
            *person_questions(block, asks_contact=asks_contact, asks_place=asks_place),
            *organisation_questions(block, asks_head=asks_contact, asks_place=asks_place),
        ),
        roster=Question(
            id="more",
            title=f"还有其他{block.noun}吗？",
            label=block.noun,
            roster=block,
            why=f"有几位{block.noun}就写几位，漏写会影响案件处理。",
            article=ON_PARTIES,
        ),
    )


def _kind(block: Block) -> Question:
    return Question(
        id="kind",
        title=f"{block.noun}是个人还是单位？",
        label=f"{block.noun}（自然人）／{block.noun}（法人、非法人组织）",
        fields=(
            Field(
                path=f"{block.path}.*.kind",
                label=f"{block.noun}类型",
                kind=Kind.CHOICE,
                options=(
                    Option(NATURAL, "个人（自然人）"),
                    Option(ORGANISATION, "单位（法人、非法人组织）"),
                ),
                help="公司、厂、店、合作社、机关都是单位。个体工商户选个人，写经营者。",
                term="第三人" if block is THIRD_PARTIES else "",
            ),
        ),
        why="个人和单位要填的内容不一样。",
        article=ON_PARTIES,
    )


PARTY_SECTIONS = (
    party_section(PLAINTIFFS, asks_contact=True),
    party_section(DEFENDANTS, asks_contact=False),
    party_section(
        THIRD_PARTIES,
        asks_contact=False,
        gate=gate(
            THIRD_PARTIES,
            title="有没有第三人？",
            label="第三人",
            why="多数案件没有第三人。不清楚的选没有。",
            article="民事诉讼法 第五十九条",
        ),
    ),
)
