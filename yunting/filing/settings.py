"""What the filing division chooses from: reasons with their legal basis, and its own habits."""

from dataclasses import dataclass

from yunting.rules.online.materials import Proof


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason a reviewer can give; `basis` is the article it usually rests on."""

    code: str
    label: str
    basis: str


RETURN_REASONS = (
    Reason("missing", "应填未填", "民事诉讼法 第一百二十四条"),
    Reason("unclear", "表述不明确，无法确定请求或事实", "民事诉讼法 第一百二十二条第三项"),
    Reason("defendant-unclear", "被告身份信息不足以与他人区别", "法释〔2015〕8号 第四条"),
    Reason("identity", "身份证明或者统一社会信用代码有误", "法释〔2015〕8号 第六条"),
    Reason("mandate", "委托手续不全或者权限不明", "法释〔2015〕8号 第六条"),
    Reason("amount", "标的额计算有误或者前后不一致", "法释〔2015〕8号 第四条"),
    Reason("evidence", "与诉讼请求相关的证据材料未列明", "法释〔2015〕8号 第六条"),
    Reason("address", "住所或者送达地址不完整", "民事诉讼法 第一百二十四条"),
    Reason("wording", "有谩骂和人身攻击之辞", "民诉法解释 第二百一十条"),
)
REFUSAL_GROUNDS = (
    Reason("no-interest", "原告与本案没有直接利害关系", "民事诉讼法 第一百二十二条第一项"),
    Reason("no-defendant", "没有明确的被告", "民事诉讼法 第一百二十二条第二项"),
    Reason("no-claim", "没有具体的诉讼请求和事实、理由", "民事诉讼法 第一百二十二条第三项"),
    Reason("not-for-courts", "不属于人民法院受理民事诉讼的范围", "民事诉讼法 第一百二十二条第四项"),
    Reason("decided", "裁判已经生效，当事人又起诉", "民事诉讼法 第一百二十七条第五项"),
    Reason("waiting-period", "法定期限内不得起诉", "民事诉讼法 第一百二十七条第六项"),
    Reason("not-corrected", "经补正仍不符合要求，坚持起诉", "法释〔2015〕8号 第七条"),
    Reason("forbidden", "属于不予登记立案的情形", "法释〔2015〕8号 第十条"),
)
REDIRECT_GROUNDS = (
    Reason("maritime", "海事海商案件，由海事法院专门管辖", "海事诉讼特别程序法 第四条"),
    Reason("other-court", "不属于本院管辖", "民事诉讼法 第一百二十七条第四项"),
    Reason("arbitration", "有书面仲裁协议，应申请仲裁", "民事诉讼法 第一百二十七条第二项"),
    Reason("authority", "应由其他机关处理", "民事诉讼法 第一百二十七条第三项"),
    Reason("administrative", "属于行政诉讼受案范围", "民事诉讼法 第一百二十七条第一项"),
)
OBJECTION_GROUNDS = (
    Reason("domicile", "被告住所地不在本院辖区", "民事诉讼法 第二十二条"),
    Reason("performance", "合同履行地不在本院辖区", "民事诉讼法 第二十四条"),
    Reason("agreement", "合同约定由其他法院管辖", "民事诉讼法 第三十五条"),
    Reason("level", "违反级别管辖", "民事诉讼法 第十八条"),
    Reason("exclusive", "违反专属管辖", "民事诉讼法 第三十四条"),
)
# These an objector may bring at any time (民事诉讼法 第一百三十条第二款).
NEVER_TOO_LATE = frozenset({"level", "exclusive"})
# Where a comparison took place.
COMPARED_HOW = tuple(
    Reason(code, label, Proof.COMPARED.article)
    for code, label in (("in-person", "当面核对"), ("video", "视频核对"), ("post", "邮寄核对"))
)
# [D] Files of one item of evidence, and items of one list.
FILES_PER_ITEM_MOST = 50
ITEMS_PER_LIST_MOST = 200
# [D] The days the page proposes for bringing an original.
ORIGINAL_DAYS = 7
# [D] A reviewer sees a filing escalate so many days before its seven days are over.
ALARM_DAYS_BEFORE = 2
# [D] The days the page proposes for a correction; the reviewer sets the day.
CORRECTION_DAYS = 15


def reasons(known: tuple[Reason, ...]) -> dict[str, Reason]:
    """Return reasons by their code."""
    return {reason.code: reason for reason in known}
