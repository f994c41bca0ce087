"""Items 11 and 12: whether another forum was agreed on, and whether property is secured."""

from yunting.filing.forms.asking import HAS, answered
from yunting.filing.forms.elements import YES_NO, Field, Kind, Option, Question

_CLAUSE = "procedure.jurisdiction_clause"
_PRE, _IN_SUIT = "procedure.preservation.pre", "procedure.preservation.in_suit"
FORUM = (
    Question(
        id="jurisdiction-clause",
        number="11",
        title="合同约好找谁解决纠纷吗？",
        label="有无仲裁、法院管辖约定",
        fields=(
            Field(
                path=f"{_CLAUSE}.answer",
                label="有无仲裁、法院管辖约定",
                ask="合同里有约定",
                kind=Kind.YES_NO,
                options=HAS,
                help="看合同里“争议解决”那一条。",
                term="仲裁",
            ),
            Field(
                path=f"{_CLAUSE}.chosen",
                label="约定的方式",
                ask="约定找谁",
                kind=Kind.CHOICE,
                options=(Option("court", "法院"), Option("arbitration", "仲裁委员会")),
                when=answered(_CLAUSE),
            ),
            Field(
                path=f"{_CLAUSE}.text",
                label="合同条款及内容",
                ask="合同条款是怎么写的",
                kind=Kind.LONG_TEXT,
                max_length=1000,
                when=answered(_CLAUSE),
            ),
        ),
        why="约定了仲裁的，一般不能到法院起诉。",
        article="民事诉讼法 第三十五条、第一百二十七条第二项",
    ),
    Question(
        id="preservation",
        number="12",
        title="申请过冻结对方财产吗？",
        label="是否已经诉前保全／是否申请诉讼保全",
        fields=(
            Field(
                path=f"{_PRE}.answer",
                label="是否已经诉前保全",
                ask="起诉前已经冻结、查封过",
                kind=Kind.YES_NO,
                options=YES_NO,
                term="诉前保全",
            ),
            Field(path=f"{_PRE}.court", label="保全法院", when=answered(_PRE), max_length=100),
            Field(path=f"{_PRE}.date", label="保全时间", kind=Kind.DATE, when=answered(_PRE)),
            Field(path=f"{_PRE}.case_no", label="保全案号", when=answered(_PRE), max_length=60),
            Field(
                path=f"{_IN_SUIT}.answer",
                label="是否申请诉讼保全",
                ask="现在要申请冻结、查封",
                kind=Kind.YES_NO,
                options=YES_NO,
                help="选“是”的，另外填写保全申请书。",
                term="诉讼保全",
            ),
        ),
        why="怕对方转移财产的，可以申请保全。",
        article="民事诉讼法 第一百零三条、第一百零四条",
    ),
)
