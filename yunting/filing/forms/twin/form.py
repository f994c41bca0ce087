"""Build the answer to one complaint as a form: the questions are what the plaintiff alleged."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from yunting.core.models import PersonKind
from yunting.filing.forms.asking import detailed, told
from yunting.filing.forms.blocks import EVIDENCE
from yunting.filing.forms.catalogue import entry
from yunting.filing.forms.complaint import Group, parts_of
from yunting.filing.forms.elements import (
    Block,
    Field,
    Form,
    Kind,
    Option,
    Question,
    Section,
    When,
)
from yunting.filing.forms.representation import (
    MEDIATION_SECTION,
    SERVICE_SECTION,
    agent_section,
    closing_section,
)
from yunting.filing.forms.steps import Values
from yunting.filing.models import Answer, Submission

CONFIRM, DISPUTE = "confirm", "dispute"
STANCES = (Option(CONFIRM, "确认"), Option(DISPUTE, "异议"))
STANCE, REASON, EVIDENCE_FOR = "stance", "reason", "evidence"
ANSWERED_PARTS = ("claims", "facts")
ON_ANSWER = "民事诉讼法 第一百二十八条"
RESPONDENT = Block("respondents", "被告", limit=1)
# Claims the plaintiff was asked about and does not make.
NOT_CLAIMED = frozenset({"no", "none"})


@dataclass(frozen=True, slots=True)
class Twin:
    """The answer to a complaint as a form, and what was alleged, by the key of each question."""

    form: Form
    alleged: dict[str, Group]
    complaint: Form
    values: Values


def twin_of(answer: Answer) -> Twin:
    """Return the form of an answer; the same complaint and kind of party give the same."""
    return twin(answer.complaint, is_natural=answer.participation.person.kind == PersonKind.NATURAL)


def twin(complaint: Submission, *, is_natural: bool = True) -> Twin:
    """Return the answer to a complaint as it was sent, for a person or an organisation."""
    return _built(complaint.filing.form, bytes(complaint.body), is_natural)


@lru_cache(maxsize=64)
def _built(key: str, body: bytes, is_natural: bool) -> Twin:
    complaint = entry(key).form
    values: dict[str, str] = json.loads(body)["values"]
    alleged = {
        group.key: _without_gate(group)
        for part in parts_of(complaint, values)
        if part.key in ANSWERED_PARTS
        for group in part.groups
        if _is_alleged(complaint, group, values)
    }
    form = Form(
        key=f"answer-{complaint.key}",
        title=complaint.title.replace("起诉状", "答辩状"),
        cause=complaint.cause,
        cause_name=complaint.cause_name,
        edition=complaint.edition,
        basis=complaint.basis,
        sections=(
            _respondent(is_natural=is_natural),
            agent_section(RESPONDENT),
            SERVICE_SECTION,
            Section(key="exhibits", title="我方证据", questions=(_EXHIBITS,)),
            _elements("claims", "对诉讼请求的答复", alleged, _claim),
            _elements("facts", "对事实与理由的答复", alleged, _fact),
            Section(key="reply", title="答辩意见", questions=_REPLY),
            MEDIATION_SECTION,
            closing_section("答辩人", "答辩", article=ON_ANSWER),
        ),
    )
    return Twin(form, alleged, complaint, values)


def _is_alleged(complaint: Form, group: Group, values: Values) -> bool:
    """Tell whether an element is for the defendant: evidence is met in its own way."""
    section, _, name = group.key.partition(".")
    question = next(q for s, q in complaint.questions() if (s.key, q.id) == (section, name))
    if question.rows is EVIDENCE:
        return False
    opening = question.fields[0].path
    is_gate = section == "claims" and opening.endswith(".answer")
    return not (is_gate and values.get(opening, "") in NOT_CLAIMED)


def _without_gate(group: Group) -> Group:
    """Leave out that a claim is made where what is claimed stands beside it."""
    rows = tuple(row for row in group.rows if not row.path.endswith(".answer"))
    return replace(group, rows=rows) if rows and group.key.startswith("claims.") else group


def _elements(
    key: str, title: str, alleged: dict[str, Group], ask: Callable[[Group], Question]
) -> Section:
    return Section(
        key=key,
        title=title,
        questions=tuple(
            ask(group) for group in alleged.values() if group.key.startswith(f"{key}.")
        ),
    )


def _claim(group: Group) -> Question:
    return _element(
        group,
        title=f"“{_short(group.label)}”，您同意吗？",
        ask="您同意这一项吗",
        why="同意的，法院可以按这一项判决；不同意的，写明理由。",
        article="民事诉讼法 第五十四条",
    )


def _fact(group: Group) -> Question:
    return _element(
        group,
        title=f"“{_short(group.label)}”，对方说得对吗？",
        ask="您认可吗",
        why="确认的事实，对方不用再举证。说不清楚的可以先不答，开庭时说明。",
        article="民事诉讼证据规定 第三条",
    )


def _element(group: Group, *, title: str, ask: str, why: str, article: str) -> Question:
    head = group.key
    disputed = (When(f"{head}.{STANCE}", (DISPUTE,)),)
    return Question(
        id=group.key.partition(".")[2],
        number=group.number,
        title=title,
        label=group.label,
        fields=(
            Field(
                path=f"{head}.{STANCE}",
                label="确认／异议",
                ask=ask,
                kind=Kind.CHOICE,
                options=STANCES,
                help="“确认”就是认可，“异议”就是不认可。",
                term="自认" if group.key.startswith("facts.") else "",
            ),
            Field(
                path=f"{head}.{REASON}",
                label="异议的内容和理由",
                ask="哪里不对，实际是怎样的",
                kind=Kind.LONG_TEXT,
                max_length=5000,
                when=disputed,
            ),
            Field(
                path=f"{head}.{EVIDENCE_FOR}",
                label="依据的证据",
                ask="用您的哪些证据证明",
                kind=Kind.MULTI,
                options_from=EVIDENCE.path,
                required=False,
                when=(*disputed, When(f"{EVIDENCE.path}.0.name")),
            ),
        ),
        why=why,
        article=article,
    )


def _short(label: str) -> str:
    """Return an official label without what stands in brackets behind it."""
    return label.split("（")[0].removeprefix("是否").removeprefix("合同约定的") or label


def _respondent(*, is_natural: bool) -> Section:
    place = "户口本上或者现在常住的地址" if is_natural else "主要办事机构所在地"
    head = () if is_natural else _HEAD
    return Section(
        key="respondent",
        title="答辩人",
        questions=(
            Question(
                id="contact",
                title="怎么联系您？",
                label="答辩人的联系方式",
                fields=(
                    *head,
                    Field(
                        path="respondent.phone",
                        label="联系电话",
                        kind=Kind.PHONE,
                        example="13800000000",
                        max_length=20,
                        autocomplete="tel",
                    ),
                    Field(
                        path="respondent.domicile",
                        label="住所地",
                        ask=place,
                        term="住所地",
                        autocomplete="street-address",
                    ),
                ),
                why="姓名和证件号码已经核验，不用再填。",
                article=ON_ANSWER,
            ),
        ),
    )


_HEAD = (
    Field(
        path="respondent.legal_rep",
        label="法定代表人/负责人",
        kind=Kind.NAME,
        max_length=100,
        term="法定代表人",
    ),
    Field(path="respondent.position", label="职务", required=False, max_length=50),
)
_EXHIBITS = Question(
    id="list",
    title="您有哪些证据？",
    label="证据清单",
    rows=EVIDENCE,
    fields=(
        Field(path="evidence.*.name", label="证据名称", ask="证据叫什么", example="银行转账回单"),
        Field(path="evidence.*.source", label="证据来源", ask="从哪里来的", example="银行打印"),
        Field(
            path="evidence.*.proves",
            label="证明的事实",
            ask="能证明什么",
            example="货款已经付清",
            max_length=500,
        ),
        Field(
            path="evidence.*.pages",
            label="页数",
            kind=Kind.NUMBER,
            unit="页",
            required=False,
            max_length=5,
        ),
    ),
    why="先列出来，后面答复时可以直接勾选。没有就空着。",
    article="民事诉讼法 第六十八条",
)
_REPLY = (
    Question(
        id="exemption",
        title="有没有可以不承担或者少承担责任的理由？",
        label="有无其他免责/减责事由",
        fields=detailed(
            "reply.exemption",
            "有无其他免责/减责事由",
            ask="有这样的理由",
            detail="是什么理由",
        ),
        why="例如不可抗力、对方也有过错、已经超过诉讼时效。",
        article="民法典 第五百九十条至第五百九十二条、第一百九十二条",
    ),
    Question(
        id="basis",
        title="您凭什么这样说？",
        label="答辩的依据",
        fields=(
            told("reply.basis.contract", "合同约定", ask="合同是怎么写的", required=False),
            told(
                "reply.basis.law",
                "法律规定",
                ask="法律是怎么规定的",
                required=False,
                example="不知道的可以不填。",
            ),
        ),
        why="说明您的意见有根据。",
        article=ON_ANSWER,
    ),
    Question(
        id="other",
        title="还有什么要说明的？",
        label="其他需要说明的内容",
        fields=(
            told(
                "reply.other",
                "其他需要说明的内容",
                ask="对方没有说到的事实、您的意见",
                required=False,
            ),
        ),
        why="没有就空着。",
        article=ON_ANSWER,
    ),
)
