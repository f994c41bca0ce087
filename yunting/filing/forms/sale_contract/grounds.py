"""Facts F23 to F25: on what the claims rest, and the evidence."""

from yunting.filing.forms.asking import told
from yunting.filing.forms.blocks import EVIDENCE
from yunting.filing.forms.elements import Field, Kind, Question

GROUNDS = (
    Question(
        id="legal-basis",
        number="F23",
        title="凭什么要对方承担责任？",
        label="请求承担责任的依据",
        fields=(
            told(
                "facts.legal_basis.contract",
                "合同约定",
                ask="合同是怎么写的",
                required=False,
                example="合同第八条：逾期付款的，每日按欠款的万分之五支付违约金。",
            ),
            told(
                "facts.legal_basis.law",
                "法律规定",
                ask="法律是怎么规定的",
                required=False,
                example="民法典第五百七十九条、第六百二十六条。不知道的可以不填。",
            ),
        ),
        why="说明您的要求有根据。",
        article="民事诉讼法 第一百二十四条",
    ),
    Question(
        id="notes",
        number="F24",
        title="还有什么要说明的？",
        label="其他需要说明的内容",
        fields=(
            told("facts.notes", "其他需要说明的内容", ask="其他情况（可另附页）", required=False),
        ),
        why="没有就空着。",
        article="民事诉讼法 第一百二十四条",
    ),
    Question(
        id="evidence",
        number="F25",
        title="有哪些证据？",
        label="证据清单",
        rows=EVIDENCE,
        fields=(
            Field(
                path="evidence.*.name", label="证据名称", ask="证据叫什么", example="设备采购合同"
            ),
            Field(
                path="evidence.*.source",
                label="证据来源",
                ask="从哪里来的",
                example="双方签订",
            ),
            Field(
                path="evidence.*.proves",
                label="证明的事实",
                ask="能证明什么",
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
        why="一份证据写一行，原件自己留好。",
        article="民事诉讼法 第六十六条、第一百二十四条",
    ),
)
