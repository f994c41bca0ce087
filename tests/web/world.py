"""Everything an address can be about, in every state, made by the court's own acts."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.cast import AT, Cast, acting, on_stage
from tests.cast_complaint import typed_in
from tests.filing.build import COMPLAINT, FAULTS, submitted, with_value
from tests.filing.defence_stage import BO, Stage, associated, comes, registered, suing
from tests.web import (
    feedback_world,
    file_world,
    help_world,
    money_world,
    outage_world,
    papers_world,
)
from tests.web.delivery_world import Delivery, deliver
from tests.web.evidence_world import files_of, give
from tests.web.feedback_world import Voices
from tests.web.file_world import FileWorld
from tests.web.help_world import Help
from tests.web.money_world import Money
from tests.web.outage_world import Outages
from tests.web.papers_world import Papers
from yunting.accounts.models import AccessToken, CheckState, IdentityCheck, SignIn
from yunting.core import events, lapses, messages
from yunting.core.actor import Actor
from yunting.core.models import Case, Deadline, File, Mandate, Message, Participation
from yunting.core.models.person import IdKind, Person, PersonKind
from yunting.filing.events import FilingEscalated
from yunting.filing.forms.steps import steps
from yunting.filing.forms.twin.defence import paper_of
from yunting.filing.forms.twin.form import twin_of
from yunting.filing.models import (
    Answer,
    Association,
    Evidence,
    ExtensionRequest,
    Filing,
    JurisdictionObjection,
)
from yunting.filing.selectors.parties import ANSWERS, SUING, acting_as, parties_of
from yunting.filing.services import (
    assignment,
    association,
    decision,
    defence,
    drafting,
    evidence_period,
    extension,
    objection,
    opening,
    review,
    submission,
)

DAY = timedelta(days=1)
TODAY = AT.date()
SAID = {
    "respondent.phone": "13800000002",
    "respondent.domicile": "舟山市定海区金塘镇沥港路8号",
    "evidence.count": "2",
    "evidence.0.name": "转账回单",
    "evidence.0.source": "银行打印",
    "evidence.0.proves": "货款已经付清",
    "claims.price.stance": "dispute",
    "claims.price.reason": "货款已于2025年8月30日付清。" * 20,
    "claims.price.evidence": "0",
    "claims.total.stance": "confirm",
    "facts.goods.stance": "confirm",
    "facts.status.stance": "dispute",
    "facts.status.reason": "已经付清。",
    "reply.other": "双方往来多年。" * 30,
}
LONG_FACTS = 90
LONG_TEXT = "双方约定先款后货，货到七日内验收。" * 40
LONG_WORD = "38CrMoAlA-Φ120-QT-HRC62-" * 6
HOW_TO = "请写明登记的住所，与营业执照一致。" * 8
LONG_NAME = "舟山市定海区金塘北部开发建设螺杆塑料机械制造及进出口贸易股份有限公司第三分公司"

LONG_TITLE = f"{LONG_NAME}诉{LONG_NAME}买卖合同纠纷"


@dataclass(frozen=True, slots=True)
class World:
    """One of everything. `li` is the other side: named as defendant, let in by acceptance only."""

    cast: Cast
    filings: dict[str, Filing]
    answers: dict[str, str]
    case: Case
    assigned: Case
    mandate: Mandate
    token: AccessToken
    identity_check: IdentityCheck
    firm_check: IdentityCheck
    other_sign_in: SignIn
    message: Message
    defended: Defended
    delivery: Delivery
    evidence: dict[str, Evidence]
    papers: Papers
    file: FileWorld
    money: Money
    voices: Voices
    outages: Outages
    help: Help

    @property
    def exhibits(self) -> list[File]:
        """The files of the item that was exchanged."""
        return files_of(self.evidence["exchanged"])


@dataclass(frozen=True, slots=True)
class Defended:
    """Cases of 张 against 李: linked and not answered, being answered, answered, objected to."""

    unanswered: Case
    empty: Answer
    answering: Answer
    answered: Answer
    objections: tuple[JurisdictionObjection, ...]
    extensions: tuple[ExtensionRequest, ...]
    evidence: Deadline
    running: Deadline
    lapsed: Deadline
    associations: tuple[Association, ...]
    questions: tuple[str, ...]


def build() -> World:
    """Make it; about half a second."""
    cast = on_stage()
    answers = typed_in(closing=False)
    written = _written(cast, answers)
    filings = {
        "drafted": opening.open_filing(
            cast.court, form="sale-contract", cause="2025:88", by=acting(cast.zhang), at=AT
        ),
        "written": _written(cast, answers),
        "submitted": _sent(cast, written, answers),
        "returned": _returned(cast, answers),
        "written at length": _written(cast, _at_length(answers)),
        "returned at length": _returned(cast, _at_length(answers)),
        "corrected": _corrected(cast),
        "refused": _refused(cast),
        "long": _long(cast, answers),
    }
    cases = [_accepted(cast) for _ in range(2)]
    filings["accepted"] = Filing.objects.get(case=cases[0])
    filings["of case"] = Filing.objects.get(case=cases[1])
    Filing.objects.filter(case=_accepted(cast)).update(title=LONG_TITLE)
    assignment.assign(cases[0], by=Actor.court(), at=AT)
    delivery = deliver(cast, cases[0])
    papers = papers_world.build(cast, cases[1], filings["refused"], _refused(cast))
    assert cast.zhang.person is not None
    news = messages.Template(title="立案通知", text="您的起诉已登记立案。")
    return World(
        cast=cast,
        filings={name: Filing.objects.get(pk=f.pk) for name, f in filings.items()},
        answers=answers,
        case=Case.objects.get(pk=cases[1].pk),
        assigned=Case.objects.get(pk=cases[0].pk),
        mandate=_mandate(cast),
        token=AccessToken.objects.create(
            account=cast.zhang,
            name="公司的程序",
            digest=secrets.token_bytes(32),
            hint="K7Q2",
            issued_at=AT,
            expires_at=AT + 400 * DAY,
        ),
        identity_check=IdentityCheck.objects.create(
            account=cast.zhang,
            id_kind=IdKind.RESIDENT,
            id_number="330902198503070006",
            name="张澄",
            state=CheckState.ASKED,
            asked_at=AT,
        ),
        firm_check=IdentityCheck.objects.create(
            account=cast.zhang,
            id_kind=IdKind.CREDIT_CODE,
            id_number="91310115000000019M",
            name=LONG_NAME,
            legal_representative="张澄",
            state=CheckState.MISMATCHED,
            differs="名称、法定代表人",
            asked_at=AT,
        ),
        other_sign_in=SignIn.objects.create(
            account=cast.zhang,
            session_key="another-device",
            how="phone",
            device="Android 微信",
            since=AT,
            seen_at=AT,
        ),
        message=messages.tell(cast.zhang.person, news, matter=filings["submitted"].matter, at=AT),
        evidence=give(cast, Case.objects.get(pk=cases[0].pk), LONG_NAME, HOW_TO),
        defended=_defended(cast),
        delivery=delivery,
        papers=papers,
        file=file_world.build(cast),
        money=money_world.build(cast),
        voices=feedback_world.build(cast),
        outages=outage_world.build(cast),
        help=help_world.build(cast, answers, LONG_NAME),
    )


def _at_length(answers: dict[str, str]) -> dict[str, str]:
    """Return the answers of somebody with a long name who has much to say."""
    return {
        **answers,
        "facts.formation": LONG_TEXT,
        "facts.notes": LONG_TEXT,
        "defendants.0.name": LONG_NAME,
        "facts.goods.0.spec": LONG_WORD,
    }


def _written(cast: Cast, answers: dict[str, str]) -> Filing:
    filing = opening.open_filing(
        cast.court, form="sale-contract", cause="2025:88", by=acting(cast.zhang), at=AT
    )
    by = acting(cast.zhang, filing.matter)
    drafting.save_answers(filing, answers, seen=0, by=by, at=AT)
    return filing


def _sent(cast: Cast, filing: Filing, answers: dict[str, str]) -> Filing:
    whole = replace(COMPLAINT, values=answers)
    submission.submit(filing, whole, by=acting(cast.zhang, filing.matter), at=AT)
    return Filing.objects.select_related("matter").get(pk=filing.pk)


def _returned(cast: Cast, answers: dict[str, str]) -> Filing:
    filing = _sent(cast, _written(cast, answers), answers)
    faults = (
        review.Fault("facts.goods.0.spec", "unclear", "民事诉讼法 第一百二十二条", "请写明型号"),
        review.Fault("defendants.0.domicile", "address", "民事诉讼法 第一百二十四条", HOW_TO),
    )
    due = (AT + 20 * DAY).date()
    by = acting(cast.sun, filing.matter)
    review.return_filing(filing, faults, due_on=due, by=by, at=AT)
    return filing


def _corrected(cast: Cast) -> Filing:
    filing = submitted(cast)
    due = (AT + 20 * DAY).date()
    review.return_filing(filing, FAULTS, due_on=due, by=acting(cast.sun, filing.matter), at=AT)
    changed = with_value("facts.goods", "螺杆 38CrMoAlA")
    submission.correct(filing, changed, by=acting(cast.zhang, filing.matter), at=AT)
    return filing


def _refused(cast: Cast) -> Filing:
    filing = submitted(cast)
    review.draft_refusal(
        filing,
        ground="no-interest",
        reason="原告不是合同当事人。",
        by=acting(cast.sun, filing.matter),
        at=AT,
    )
    return filing


def _long(cast: Cast, answers: dict[str, str]) -> Filing:
    """Return a filing with a long name, a long text and a long history, under 孙's review."""
    told = _at_length(answers)
    filing = _sent(cast, _written(cast, told), told)
    Filing.objects.filter(pk=filing.pk).update(title=LONG_TITLE, reviewer=cast.sun)
    for day in range(LONG_FACTS):
        fact = FilingEscalated(day=day)
        events.record(fact, matter=filing.matter, by=Actor.clock(), at=AT, basis="法释〔2015〕8号")
    return filing


def _accepted(cast: Cast) -> Case:
    filing = submitted(cast)
    return decision.accept(filing, is_simple=True, by=acting(cast.sun, filing.matter), at=AT)


def _against_li(cast: Cast) -> Stage:
    return registered(cast, suing("李潮"))


def _defended(cast: Cast) -> Defended:
    running, lapsed = _against_li(cast), _against_li(cast)
    answering = _answering(cast, running)
    _answering(cast, lapsed, on=(AT - 30 * DAY).date())
    lapses.lapse_all(at=AT)
    answered = _answered(cast)
    evidence = evidence_period.begin_evidence_period(
        running.party("李潮"), on=AT.date(), days=15, by=Actor.court(), at=AT
    )
    return Defended(
        unanswered=_against_li(cast).case,
        empty=_opened(cast, _against_li(cast)),
        answering=answering,
        answered=answered,
        objections=_objections(cast),
        extensions=_extensions(cast),
        evidence=evidence,
        running=Deadline.objects.get(case=running.case, kind="filing.answer"),
        lapsed=Deadline.objects.get(case=lapsed.case, kind="filing.answer"),
        associations=tuple(_associations(cast)),
        questions=tuple(step.key for step in steps(twin_of(answering).form, SAID)),
    )


def _me(cast: Cast, stage: Stage) -> tuple[Participation, Actor]:
    part = stage.party("李潮")
    return part, acting_as(acting(cast.li, part.matter), part)


def _opened(cast: Cast, stage: Stage) -> Answer:
    part, me = _me(cast, stage)
    return defence.open_answer(part, by=me, at=AT)


def _answering(cast: Cast, stage: Stage, *, on: date = TODAY) -> Answer:
    part, me = _me(cast, stage)
    answer = _opened(cast, stage)
    defence.begin_answer_period(part, on=on, by=Actor.court(), at=AT)
    defence.save_answers(answer, SAID, seen=0, by=me, at=AT)
    return answer


def _answered(cast: Cast) -> Answer:
    stage = _against_li(cast)
    _, me = _me(cast, stage)
    answer = _answering(cast, stage)
    defence.submit(answer, paper_of(answer).signed(me, on=AT.date()), by=me, at=AT)
    answer.refresh_from_db()
    return answer


def _objections(cast: Cast) -> tuple[JurisdictionObjection, ...]:
    """Return one to be ruled on, one ruled on, one that was appealed."""
    raised, dismissed, appealed = (_raised(cast, _against_li(cast)) for _ in range(3))
    for held in (dismissed, appealed):
        objection.dismiss(held, reasons="约定不明确。" * 20, by=_judge(cast, held), at=AT)
    for part in parties_of(appealed.case, (*SUING, *ANSWERS)):
        appealed.refresh_from_db()
        objection.begin_appeal_period(appealed, part, on=AT.date(), by=Actor.court(), at=AT)
    sun = acting(cast.sun, appealed.matter)
    objection.record_appeal(appealed, appealed.participation, by=sun, at=AT)
    return raised, dismissed, appealed


def _raised(cast: Cast, stage: Stage) -> JurisdictionObjection:
    part, me = _me(cast, stage)
    return objection.raise_objection(
        part,
        ground="agreement",
        to_court="杭州市西湖区人民法院",
        reason="合同第十条约定由该院管辖。" * 10,
        signed_by="李潮",
        by=me,
        at=AT,
    )


def _judge(cast: Cast, held: JurisdictionObjection | ExtensionRequest) -> Actor:
    return acting(cast.wang, held.matter)


def _extensions(cast: Cast) -> tuple[ExtensionRequest, ...]:
    """Return one to be decided and one that was granted."""
    asked, granted = (_wished(cast, _against_li(cast)) for _ in range(2))
    until = (AT + 40 * DAY).date()
    extension.grant(granted, until=until, reasons="成立。", by=_judge(cast, granted), at=AT)
    return asked, granted


def _wished(cast: Cast, stage: Stage) -> ExtensionRequest:
    part, me = _me(cast, stage)
    period = evidence_period.begin_evidence_period(
        part, on=AT.date(), days=15, by=Actor.court(), at=AT
    )
    until = (AT + 40 * DAY).date()
    wish = extension.Wish(until=until, reason="证人在外地，下周才回来。" * 10, signed_by="李潮")
    return extension.ask_for_time(period, wish, by=me, at=AT)


def _associations(cast: Cast) -> Iterator[Association]:
    """Yield one to be compared and one that was rejected."""
    for number in range(2):
        stage = registered(cast, suing(BO, numbers=False))
        bo = comes(BO, phone=f"1390000008{number}", number=f"33090219760504001{number}")
        associated(stage, bo)
        held = Association.objects.latest("id")
        if number:
            sun = acting(cast.sun, stage.case.matter)
            association.reject(held, reason="住址和电话都对不上。", by=sun, at=AT)
        yield Association.objects.get(pk=held.pk)


def _mandate(cast: Cast) -> Mandate:
    firm = Person.objects.create(
        kind=PersonKind.LEGAL,
        name=LONG_NAME,
        id_kind=IdKind.CREDIT_CODE,
        id_number="91310115000000019M",
        verified_at=AT,
    )
    assert cast.zhang.person is not None
    return Mandate.objects.create(
        principal=firm, agent=cast.zhang.person, scope="colleague", since=AT
    )
