"""The claims and the facts of a sale contract complaint as sentences, for review and for paper."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from yunting.filing.forms import kinds
from yunting.filing.forms.elements import Form, Kind
from yunting.filing.forms.steps import find, options_of


@dataclass(frozen=True, slots=True)
class Told:
    """The answers that count, each in the words a reader sees."""

    form: Form
    counted: Mapping[str, str]

    def __call__(self, path: str) -> str:
        """Return an answer as it is shown, or nothing."""
        stored = self.counted.get(path, "")
        if not stored:
            return ""
        _, place = find(self.form, path)
        field = place.field
        shown = kinds.show(field, stored, options=options_of(field, self.counted, self.form))
        return shown.rstrip("。；;") if field.kind in _PROSE else shown

    def spoken(self, path: str) -> str:
        """Return an amount with its capitals, or nothing."""
        stored = self.counted.get(path, "")
        return kinds.echo(find(self.form, path)[1].field, stored) if stored else ""

    def is_yes(self, path: str) -> bool:
        """Tell whether a question was answered yes."""
        return self.counted.get(f"{path}.answer") == "yes"

    def is_no(self, path: str) -> bool:
        """Tell whether a question was answered no."""
        return self.counted.get(f"{path}.answer") == "no"

    def joined(self, *parts: tuple[str, str]) -> str:
        """Join label and answer of those paths that have one."""
        return "，".join(f"{label}{self(path)}" for label, path in parts if self(path))


_PROSE = frozenset({Kind.TEXT, Kind.LONG_TEXT})
Part = Callable[[Told], Iterator[str]]


def claims(form: Form, counted: Mapping[str, str]) -> tuple[str, ...]:
    """Return the claims one by one, each a sentence a judgment could answer."""
    told = Told(form, counted)
    return tuple(sentence for part in _CLAIMS for sentence in part(told))


def facts(form: Form, counted: Mapping[str, str]) -> tuple[str, ...]:
    """Return 事实与理由 as paragraphs in the order of the form."""
    told = Told(form, counted)
    return tuple(sentence for part in _FACTS for sentence in part(told))


def _price(told: Told) -> Iterator[str]:
    if told("claims.price.amount"):
        yield f"判令被告向原告支付价款{told.spoken('claims.price.amount')}。"
    if told("claims.price.foreign_amount"):
        name = told("claims.price.currency_name")
        yield f"判令被告向原告支付价款{name}{told('claims.price.foreign_amount')}。"


def _delay(told: Told) -> Iterator[str]:
    if not told.is_yes("claims.delay"):
        return
    head = "claims.delay"
    sums = told.joined(("利息", f"{head}.interest_amount"), ("违约金", f"{head}.penalty_amount"))
    how = told.joined(
        ("自", f"{head}.start_date"), ("以", f"{head}.base_amount"), ("按", f"{head}.rate_standard")
    )
    how = how.replace("，以", "起，以", 1).replace("，按", "为基数，按", 1)
    until = "，并支付至实际清偿之日止" if told(f"{head}.until_paid") == "是" else ""
    as_of = told(f"{head}.as_of_date")
    yield (
        f"判令被告支付迟延给付价款的{sums.replace('，', '、') or '利息（违约金）'}"
        f"（{how}{'计算' if how else ''}{'，暂计至' if how else '暂计至'}{as_of}）{until}。"
    )


def _breach_and_defect(told: Told) -> Iterator[str]:
    if told("claims.seller_breach.amount"):
        yield f"判令被告赔偿因违约造成的损失{told.spoken('claims.seller_breach.amount')}。"
    if told.is_yes("claims.defect"):
        remedies = told("claims.defect.remedies")
        other = told("claims.defect.other")
        yield f"判令被告对标的物的瑕疵承担责任：{remedies}{f'（{other}）' if other else ''}。"


def _performance(told: Told) -> Iterator[str]:
    head = "claims.performance"
    answer = told.counted.get(f"{head}.answer")
    if answer == "continue":
        yield f"判令被告在{told(f'{head}.days')}日内继续履行{told(f'{head}.duties')}义务。"
    elif answer == "terminate":
        yield "判令解除原告与被告之间的买卖合同。"
    elif answer == "confirm":
        yield f"确认原告与被告之间的买卖合同已于{told(f'{head}.ended_date')}解除。"


def _security_and_costs(told: Told) -> Iterator[str]:
    if told.is_yes("claims.security"):
        yield f"判令实现担保权利：{told('claims.security.content')}。"
    if told("claims.realisation_cost.amount"):
        detail = told("claims.realisation_cost.detail")
        amount = told.spoken("claims.realisation_cost.amount")
        yield f"判令被告承担实现债权的费用{amount}{f'，其中{detail}' if detail else ''}。"
    if told("claims.other"):
        yield f"{told('claims.other')}。"
    if told.is_yes("claims.court_fee"):
        yield "本案诉讼费用由被告承担。"


def _contract(told: Told) -> Iterator[str]:
    if told("facts.formation"):
        yield f"{told('facts.formation')}。"
    sides = told.joined(("出卖人：", "facts.seller"), ("买受人：", "facts.buyer"))
    if sides:
        yield f"{sides}。"
    goods = "；".join(_goods(told))
    if goods:
        yield f"买卖的标的物为：{goods}。"


def _goods(told: Told) -> Iterator[str]:
    numbers = {int(p.split(".")[2]) for p in told.counted if p.startswith("facts.goods.")}
    for number in sorted(numbers):
        head = f"facts.goods.{number}"
        more = told.joined(
            ("规格", f"{head}.spec"), ("质量", f"{head}.quality"), ("数量", f"{head}.quantity")
        )
        yield told(f"{head}.name") + (f"（{more}）" if more else "")


def _terms(told: Told) -> Iterator[str]:
    head = "facts.price_terms"
    price = told.joined(("单价", f"{head}.unit_price"), ("总价", f"{head}.total_price"))
    how = told.joined(
        ("支付方式为", f"{head}.methods"),
        ("票据为", f"{head}.bill_type"),
        ("其他方式为", f"{head}.other_method"),
        ("", f"{head}.schedule"),
        ("", f"{head}.instalments"),
    )
    if price or how:
        yield f"合同约定{'，'.join(part for part in (price, how) if part)}。"
    for label, path in (
        ("关于交货和验收：", "facts.delivery_terms"),
        ("关于质量和检验：", "facts.quality_terms"),
    ):
        if told(path):
            yield f"{label}{told(path)}。"
    head = "facts.penalty_terms"
    penalty = told.joined(
        ("违约金", f"{head}.penalty_amount"),
        ("见", f"{head}.penalty_clause"),
        ("定金", f"{head}.deposit_amount"),
        ("见", f"{head}.deposit_clause"),
        ("迟延履行违约金每日", f"{head}.daily_rate"),
        ("见", f"{head}.daily_clause"),
    )
    if penalty:
        yield f"合同约定的违约责任：{penalty}。"


def _performed(told: Told) -> Iterator[str]:
    head = "facts.status"
    status = told.joined(
        ("按期支付价款", f"{head}.on_time_paid"),
        ("逾期支付价款", f"{head}.late_paid"),
        ("逾期未支付价款", f"{head}.overdue_unpaid"),
        ("按期交付", f"{head}.on_time_delivered"),
        ("逾期交付", f"{head}.late_delivered"),
        ("逾期未交付", f"{head}.overdue_undelivered"),
    )
    if status:
        yield f"履行情况：{status}。"
    if told.is_yes("facts.delay"):
        yield f"存在{told('facts.delay.type')}：{told('facts.delay.time')}。"
    if told.is_yes("facts.demand"):
        yield f"原告曾于{told('facts.demand.dates')}以{told('facts.demand.method')}催促履行。"
    elif told.is_no("facts.demand"):
        yield "原告未催促过履行。"


def _disputes(told: Told) -> Iterator[str]:
    for path, yes, no in (
        ("facts.quality_dispute", "双方对标的物的质量有争议：", "双方对标的物的质量没有争议。"),
        ("facts.nonconformity", "质量规格或者履行方式不符合约定：", ""),
        ("facts.negotiation", "双方曾就质量问题协商：", ""),
        ("facts.termination_notice", "曾通知解除合同：", ""),
    ):
        if told.is_yes(path):
            yield f"{yes}{told(f'{path}.detail')}。"
        elif no and told.is_no(path):
            yield no
    due = told.joined(
        ("利息", "facts.amounts_due.interest"),
        ("违约金", "facts.amounts_due.penalty"),
        ("赔偿金", "facts.amounts_due.damages"),
        ("计算方式：", "facts.amounts_due.method"),
    )
    if due:
        yield f"被告应当支付：{due}，共计{told('facts.amounts_due.total')}。"


def _collateral(told: Told) -> Iterator[str]:
    if told.is_yes("facts.collateral_contract"):
        yield f"于{told('facts.collateral_contract.date')}签订了物的担保合同。"
    thing = told.joined(
        ("担保人：", "facts.collateral.guarantor"), ("担保物：", "facts.collateral.thing")
    )
    if thing:
        yield f"{thing}。"
    if told.is_yes("facts.max_amount"):
        yield (
            f"该担保为最高额担保，债权确定时间{told('facts.max_amount.determination_date')}，"
            f"担保额度{told('facts.max_amount.ceiling')}。"
        )
    if told.is_yes("facts.registration"):
        yield f"已办理{told('facts.registration.type')}。"


def _guarantee(told: Told) -> Iterator[str]:
    head = "facts.guarantee"
    if told.is_yes(head):
        yield (
            f"{told(f'{head}.guarantor')}于{told(f'{head}.date')}签订保证合同："
            f"{told(f'{head}.content')}。保证方式：{told('facts.guarantee_type')}。"
        )
    if told.is_yes("facts.other_security"):
        yield (
            f"其他担保：{told('facts.other_security.form')}，"
            f"签订时间{told('facts.other_security.date')}。"
        )


def _grounds(told: Told) -> Iterator[str]:
    for label, path in (
        ("合同依据：", "facts.legal_basis.contract"),
        ("法律依据：", "facts.legal_basis.law"),
        ("其他说明：", "facts.notes"),
    ):
        if told(path):
            yield f"{label}{told(path)}。"


_CLAIMS: tuple[Part, ...] = (_price, _delay, _breach_and_defect, _performance, _security_and_costs)
_FACTS: tuple[Part, ...] = (
    _contract,
    _terms,
    _performed,
    _disputes,
    _collateral,
    _guarantee,
    _grounds,
)
