"""四类案件: what makes a case one, what data suggests it, and what supervision may do.

A suggestion is never a mark: a person marks, with a reason, and a leader alone takes it away.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from yunting.rules import periods
from yunting.rules.citation import Citation, cite
from yunting.rules.finding import Finding, found, met
from yunting.rules.parameter import parameter

_OPINION = "four_categories_2021"


class Category(StrEnum):
    """The four categories, and the cases treated like them."""

    MAJOR = "A"
    MASS = "B"
    CONFLICT = "C"
    COMPLAINT = "D"
    BY_ANALOGY = "E"


class Ground(StrEnum):
    """What puts a case into a category; articles 3 to 7 of the opinion."""

    PUBLIC_INTEREST = "涉及国家利益、社会公共利益"
    LARGE_DISPUTE = "对事实认定或者法律适用存在较大争议"
    NEW_TYPE = "具有首案效应的新类型案件"
    GUIDANCE = "具有普遍法律适用指导意义"
    STATE_MATTERS = "涉及国家安全、外交、民族、宗教等"
    MASS_RISK = "当事人或者被害人人数众多，可能引发群体性事件"
    WIDE_ATTENTION = "可能或者已经引发社会广泛关注，存在激化矛盾的风险"
    DEMONSTRATION = "具有示范效应，可能引发批量诉讼"
    INDUSTRY = "可能对特定行业、群体或者社会稳定产生较大影响"
    CONFLICT_PAST = "与近三年类案生效裁判可能冲突"
    CONFLICT_PENDING = "与正在审理的类案可能冲突"
    CONFLICT_OWN = "本院近三年类案生效裁判存在重大法律适用分歧且未解决"
    COMPLAINT_REAL_NAME = "实名举报并提供具体线索"
    COMPLAINT_DELAY = "实名反映久拖不决，经初步核实"
    COMPLAINT_FOUND = "检查、评查、信访中发现违法审判线索"
    COMPLAINT_INTERFERENCE = "三个规定记录反映可能影响公正"
    RETRIAL_NEEDED = "生效裁判可能需要再审"
    PROTEST = "检察机关抗诉"
    DEATH_SENTENCE = "拟判处死刑"
    ACQUITTAL = "拟宣告无罪、在法定刑以下判处刑罚、免予刑事处罚"
    REMANDED = "指令再审、发回重审"
    VERY_LARGE = "诉讼标的额特别巨大"


_GROUNDS = {
    Category.MAJOR: ("第三条", "PUBLIC_INTEREST LARGE_DISPUTE NEW_TYPE GUIDANCE STATE_MATTERS"),
    Category.MASS: ("第四条", "MASS_RISK WIDE_ATTENTION DEMONSTRATION INDUSTRY"),
    Category.CONFLICT: ("第五条", "CONFLICT_PAST CONFLICT_PENDING CONFLICT_OWN"),
    Category.COMPLAINT: (
        "第六条",
        "COMPLAINT_REAL_NAME COMPLAINT_DELAY COMPLAINT_FOUND COMPLAINT_INTERFERENCE",
    ),
    Category.BY_ANALOGY: (
        "第七条",
        "RETRIAL_NEEDED PROTEST DEATH_SENTENCE ACQUITTAL REMANDED VERY_LARGE",
    ),
}
_OF = {Ground[name]: one for one, (_, names) in _GROUNDS.items() for name in names.split()}


class Subject(StrEnum):
    """What a case is about, as far as many plaintiffs in it are sensitive."""

    WAGES = "追索劳动报酬"
    EXPROPRIATION = "征地拆迁"
    PRESALE = "商品房预售"
    FUND_RAISING = "网络借贷、非法集资"
    OWNERS = "业主共有权"
    PUBLIC_SUIT = "公益诉讼"
    OTHER = "其他"


_SENSITIVE = frozenset(
    {
        Subject.WAGES,
        Subject.EXPROPRIATION,
        Subject.PRESALE,
        Subject.FUND_RAISING,
        Subject.OWNERS,
    }
)


@dataclass(frozen=True, slots=True)
class Data:
    """What the records say of a case. No protected trait of a person is among it.

    `same_cases` counts cases with the same defendant and cause filed within the window;
    `monthly` are those of the twelve months before, and `month` the running one.
    """

    filed: date
    subject: Subject = Subject.OTHER
    parties_on_a_side: int = 0
    plaintiffs: int = 0
    same_cases: int = 0
    monthly: tuple[int, ...] = ()
    month: int = 0
    watched: bool = False
    public_party: bool = False
    cause_is_new_here: bool = False
    amount: Decimal | None = None
    opposite_judgments: int = 0
    same_issue_elsewhere: bool = False
    real_name_report: bool = False
    extensions: int = 0
    remanded_or_protested: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One rule that fired: for which category, and what was seen."""

    rule: str
    category: Category
    evidence: str


class Origin(StrEnum):
    """Who found it."""

    FILING = "立案庭"
    PANEL = "审判组织"
    LEADER = "院庭长"
    OTHER_UNIT = "其他部门"
    SUPERIOR = "上级法院"


class Duty(StrEnum):
    """What who found it must do."""

    MARK_AND_TELL = "即时标注并告知院庭长"
    MARK_AND_REPORT = "标注并及时报告院庭长"
    REMIND = "提醒审判组织标注"
    TELL_LEADER = "及时告知院庭长"
    TELL_COURT = "告知下级法院"


_DUTIES = {
    Origin.FILING: (Duty.MARK_AND_TELL, "第九条"),
    Origin.PANEL: (Duty.MARK_AND_REPORT, "第九条"),
    Origin.LEADER: (Duty.REMIND, "第九条"),
    Origin.OTHER_UNIT: (Duty.TELL_LEADER, "第九条"),
    Origin.SUPERIOR: (Duty.TELL_COURT, "第八条"),
}


class Act(StrEnum):
    """What a leader may want to do about a case under supervision."""

    READ_FILE = "查阅卷宗"
    ATTEND = "旁听庭审"
    CHECK_REPORT = "审核审理报告"
    ASK_PROGRESS = "要求报告进展和评议结果"
    APPROVE_PROCEDURE = "在职权内审批程序性事项"
    ORDER_CONFERENCE = "要求提交专业法官会议、审判委员会讨论"
    SUBMIT_TO_COMMITTEE = "决定提请审判委员会讨论"
    PROPOSE_UPGRADE = "提出提级管辖"
    CHANGE_OPINION = "直接改变审判组织的意见"
    SPEAK_ORDER = "口头指示"
    SIGN_UNHEARD = "签发未参加审理案件的裁判文书"


_PROHIBITED = frozenset({Act.CHANGE_OPINION, Act.SPEAK_ORDER, Act.SIGN_UNHEARD})
_TRACE = ("人员", "时间", "措施", "意见", "答复")


def categories(grounds: frozenset[Ground], *, on: date) -> Finding[tuple[Category, ...]]:
    """Return the categories of a case by its grounds, which people find.

    A11.1-major A11.1-mass A11.1-conflict A11.1-complaint A11.1-analogy; 第二条至第七条.
    """
    value = tuple(one for one in Category if any(_OF[ground] is one for ground in grounds))
    said = tuple((_OF[one].value, one.value) for one in Ground if one in grounds)
    articles = ((_OPINION, "第二条"), *((_OPINION, _GROUNDS[one][0]) for one in value))
    return found(value, *articles, on=on, because=said)


def suggest(data: Data, *, on: date) -> Finding[tuple[Suggestion, ...]]:
    """Return what the records suggest, each with what was seen; never a mark.

    FCR-01 FCR-02 FCR-03 FCR-04 FCR-05 FCR-06 FCR-07 FCR-08 FCR-09 FCR-10 FCR-11.
    """
    value = (*_mass(data, on), *_weight(data, on), *_conflict(data, on), *_course(data, on))
    said = tuple((one.rule, one.evidence) for one in value)
    articles = (("design", "四类案件识别"), (_OPINION, "第八条"))
    return found(value, *articles, on=on, because=said)


def _mass(data: Data, on: date) -> list[Suggestion]:
    numerous = parameter("civil_procedure_interpretation.numerous", on=on).whole
    batch = parameter("design.batch_cases", on=on).whole
    window = parameter("design.batch_window", on=on).whole
    few = parameter("design.sensitive_plaintiffs", on=on).whole
    made = []
    if data.parties_on_a_side >= numerous:
        seen = f"一方当事人{data.parties_on_a_side}人，达到{numerous}人"
        made.append(Suggestion("FCR-01", Category.MASS, seen))
    elif data.same_cases >= batch:
        seen = f"{window}日内同一被告、同一案由{data.same_cases}件，达到{batch}件"
        made.append(Suggestion("FCR-01", Category.MASS, seen))
    times = parameter("design.batch_deviations", on=on).whole
    if _is_surge(data, times):
        seen = f"本月{data.month}件，超过前{len(data.monthly)}个月平均数加{times}倍标准差"
        made.append(Suggestion("FCR-02", Category.MASS, seen))
    if data.subject in _SENSITIVE and data.plaintiffs >= few:
        seen = f"{data.subject.value}，原告{data.plaintiffs}人，达到{few}人"
        made.append(Suggestion("FCR-03", Category.MASS, seen))
    return made


def _is_surge(data: Data, times: int) -> bool:
    months = len(data.monthly)
    if not months:
        return False
    # Multiplied out, so that no root is taken: month − mean > times × deviation.
    above = data.month * months - sum(data.monthly)
    spread = months * sum(one * one for one in data.monthly) - sum(data.monthly) * sum(data.monthly)
    return above > 0 and above * above > times * times * spread


def _weight(data: Data, on: date) -> list[Suggestion]:
    large = parameter("design.large_amount", on=on).decimal
    made = []
    if data.watched:
        made.append(Suggestion("FCR-04", Category.MASS, "媒体、热线关注或者交办、监督标记"))
    if data.public_party or data.subject is Subject.PUBLIC_SUIT:
        seen = "一方为国家机关、军队、外国国家、宗教团体，或者公益诉讼"
        made.append(Suggestion("FCR-05", Category.MAJOR, seen))
    if data.cause_is_new_here:
        years = parameter("design.new_cause", on=on).whole
        made.append(Suggestion("FCR-06", Category.MAJOR, f"本院{years}年内没有该案由的结案"))
    if data.amount is not None and data.amount >= large:
        seen = f"标的额{data.amount:,f}元，达到{large:,f}元"
        made.append(Suggestion("FCR-07", Category.BY_ANALOGY, seen))
    return made


def _conflict(data: Data, on: date) -> list[Suggestion]:
    made = []
    if data.opposite_judgments > 0:
        years = parameter(f"{_OPINION}.similar_years", on=on).whole
        seen = f"近{years}年类案生效裁判有{data.opposite_judgments}件结果相反"
        made.append(Suggestion("FCR-08", Category.CONFLICT, seen))
    if data.same_issue_elsewhere:
        seen = "本院其他审判组织正在审理同一争议的案件"
        made.append(Suggestion("FCR-09", Category.CONFLICT, seen))
    if data.real_name_report:
        seen = "有实名举报、信访、违纪或者三个规定记录"
        made.append(Suggestion("FCR-10", Category.COMPLAINT, seen))
    return made


def _course(data: Data, on: date) -> list[Suggestion]:
    months = parameter("design.long_pending", on=on)
    most = parameter("design.many_extensions", on=on).whole
    reasons = []
    if on > periods.add_months(data.filed, months.whole):
        reasons.append(f"立案超过{months.whole}个月未结")
    if data.extensions >= most:
        reasons.append(f"延长审限{data.extensions}次")
    if data.remanded_or_protested:
        reasons.append("发回重审、指令再审或者抗诉")
    return [Suggestion("FCR-11", Category.BY_ANALOGY, "；".join(reasons))] if reasons else []


def duty(origin: Origin, *, on: date) -> Finding[Duty]:
    """Return what who finds such a case must do. FC-01 FC-02 FC-03 FC-04 FC-05; 第八条, 第九条."""
    value, number = _DUTIES[origin]
    return found(value, (_OPINION, number), on=on, because=((origin.value, value.value),))


def may_unmark(*, by_leader: bool, reason_given: bool, on: date) -> Finding[bool]:
    """Tell whether a mark may be taken away: by a leader, with a reason. FC-05 AI-01."""
    said = met(("院庭长决定", by_leader), ("写明理由", reason_given))
    return found(by_leader and reason_given, (_OPINION, "第八条"), on=on, because=said)


def may_sit_alone(*, marked: bool, on: date) -> Finding[bool]:
    """Tell whether one judge may try the case: never a marked one. FC-06; 第十条.

    民事诉讼法 第四十二条 bars it too for mass, widely noticed and new or complex cases.
    """
    said = (("四类案件", "已标注" if marked else "未标注"),)
    articles = ((_OPINION, "第十条"), ("civil_procedure_law", "第四十二条"))
    return found(not marked, *articles, on=on, because=said)


def may_act(act: Act, *, marked: bool, on: date) -> Finding[bool]:
    """Tell whether a leader may do something about a case. FC-07 FC-08; 第十条, 第十一条.

    Only on a marked case; and never change an opinion, order by word of mouth or sign a judgment
    he has not heard.
    """
    value = marked and act not in _PROHIBITED
    said = ((act.value, "不得实施" if act in _PROHIBITED else "可以对已标注的案件实施"),)
    number = "第十一条" if act in _PROHIBITED else "第十条"
    return found(value, (_OPINION, number), (_OPINION, "第一条"), on=on, because=said)


def missing_from_trace(given: frozenset[str], *, on: date) -> Finding[tuple[str, ...]]:
    """Return what the record of an act of supervision still lacks. FC-09; 第十二条."""
    lacking = tuple(one for one in _TRACE if one not in given)
    said = (("尚缺", "、".join(lacking) or "无"),)
    return found(lacking, (_OPINION, "第十二条"), on=on, because=said)


class Within(StrEnum):
    """Periods a court sets for itself; the opinion has none."""

    REPORT = "design.supervision_report"
    ANSWER = "design.supervision_answer"


def last_day(within: Within, start: date) -> Finding[date]:
    """Return the last day to report or to answer. FC-11; the opinion itself sets no time."""
    ends = periods.of(parameter(within, on=start), start)
    basis: tuple[Citation, ...] = (*ends.basis, cite("design", "四类案件时限", on=start))
    return Finding(ends.value, basis, ends.because, ends.provisional)
