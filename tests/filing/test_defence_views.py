"""The defendant at a device without JavaScript: links the case, answers, signs, sends."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.urls import reverse

from tests.cast import AT, Cast
from tests.filing.defence_stage import (
    BO,
    DAY,
    JIAO,
    Stage,
    answering,
    comes,
    linked,
    registered,
    suing,
)
from tests.filing.pages import Device, Page, sent_with
from yunting.core.actor import Actor
from yunting.core.models import Account, Event
from yunting.filing.models import Answer, AnswerState, Association, Lodgement
from yunting.filing.selectors.defending import values_of
from yunting.filing.selectors.writing import answer_written
from yunting.filing.services import defence

MoveClock = Callable[[datetime], None]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("court_time")]
REASON = "货款已于2025年8月30日付清。"
TYPED = {
    "respondent.phone": "13900000011",
    "respondent.domicile": "舟山市定海区白泉镇金山路42号",
    "agents.answer": "no",
    "service.address": "舟山市定海区白泉镇金山路42号",
    "service.recipient": BO,
    "service.phone": "13900000011",
    "service.electronic": "no",
    "evidence.0.name": "转账回单",
    "evidence.0.source": "银行打印",
    "evidence.0.proves": "货款已经付清",
    "claims.price.reason": REASON,
    "claims.price.evidence": ["0"],
    "claims.delay.reason": "没有迟延。",
    "claims.court-fee.reason": "应由原告承担。",
    "claims.total.reason": "不欠款。",
    "facts.status.reason": REASON,
    "facts.late.reason": "没有迟延。",
    "reply.exemption.answer": "no",
    "reply.other": "双方往来多年，账目一直是清的。",
    "mediation_pref.understood": "yes",
    "mediation_pref.benefits": "yes",
    "mediation_pref.considered": "yes",
}
DISPUTED = {path.removesuffix(".reason") for path in TYPED if path.endswith(".reason")}


def at(device: Device, answer: Answer, route: str, *args: object) -> Page:
    return device.open(reverse(f"filing:{route}", args=[answer.pk, *args]))


def typed_on(page: Page) -> dict[str, object]:
    """Return what is typed into a page: disputes where there is a reason, else confirmation."""
    told: dict[str, object] = {p: v for p, v in TYPED.items() if f'name="{p}"' in page.text}
    for name in (n for n in TYPED_STANCES if f'name="{n}"' in page.text):
        told[name] = "dispute" if name.removesuffix(".stance") in DISPUTED else "confirm"
    return told


def answer_all(device: Device, answer: Answer) -> Page:
    """Answer question after question; return the check page they lead to."""
    page = at(device, answer, "answer-question", "respondent.contact")
    while "/questions/" in page.url:
        assert page.status == 200, page.url
        before = page.url
        page = page.send(typed_on(page))
        assert page.url != before, page.errors
    return page


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return registered(cast)


@pytest.fixture
def bo(stage: Stage) -> Account:
    return linked(stage)


@pytest.fixture
def answer(stage: Stage, bo: Account) -> Answer:
    Device(bo).open(reverse("filing:answer-start", args=[stage.case.pk])).send()
    return Answer.objects.get()


TYPED_STANCES = {
    f"{part}.{name}.stance"
    for part, names in {
        "claims": ("price", "delay", "court-fee", "total"),
        "facts": (
            "formation",
            "sides",
            "goods",
            "price-terms",
            "delivery-terms",
            "penalty-terms",
            "status",
            "late",
            "demand",
            "quality-dispute",
            "nonconformity",
            "negotiation",
            "termination-notice",
            "legal-basis",
        ),
    }.items()
    for name in names
}


class TestAssociate:
    def test_leads_from_the_code_to_the_case(self, stage: Stage) -> None:
        bo = comes(BO)
        device = Device(bo)
        assert device.open(stage.case.matter.get_absolute_url()).status == 404
        home = device.open("/")
        assert reverse("filing:associate") in home.text

        page = device.open(reverse("filing:associate"))
        page = page.send({"code": stage.case.matter.code.lower().replace("-", " ")})

        assert page.url == stage.case.matter.get_absolute_url()
        assert stage.case.number in page.text
        assert "李泊核验身份后关联本案" in page.text

    def test_says_one_sentence_to_a_stranger_and_keeps_the_code(self, stage: Stage) -> None:
        page = Device(stage.cast.qian).open(reverse("filing:associate"))

        page = page.send({"code": stage.case.matter.code})

        assert "没有找到您可以关联的案件。" in page.text
        assert page.fields["code"] == stage.case.matter.code
        assert not Association.objects.exists()

    def test_says_which_sign_of_a_code_is_wrong(self, stage: Stage) -> None:
        page = Device(comes(BO)).open(reverse("filing:associate")).send({"code": "Y7K2-9QM!"})

        assert "不会出现在编码里" in page.text

    def test_of_a_party_without_a_number_is_confirmed_by_one_click(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, numbers=False))
        bo = comes(BO)
        device, desk = Device(bo), Device(cast.sun)
        page = device.open(reverse("filing:associate")).send({"code": stage.case.matter.code})
        assert "等待法院确认" in page.text
        assert device.open(stage.case.matter.get_absolute_url()).status == 404
        held = Association.objects.get()

        page = desk.open(reverse("filing:associations"))
        assert reverse("filing:association", args=[held.pk]) in page.text
        page = desk.open(reverse("filing:association", args=[held.pk]))
        assert "330902********0014" in page.text
        page.send(decision="confirm")

        assert device.open(stage.case.matter.get_absolute_url()).status == 200

    def test_is_not_confirmed_without_a_reason_to_reject_nor_seen_by_others(
        self, cast: Cast
    ) -> None:
        stage = registered(cast, suing(BO, numbers=False))
        bo = comes(BO)
        Device(bo).open(reverse("filing:associate")).send({"code": stage.case.matter.code})
        address = reverse("filing:association", args=[Association.objects.get().pk])

        page = Device(cast.sun).open(address).send(decision="reject")

        assert "不予确认的，要写明理由。" in page.text
        assert Device(bo).open(address).status == 404
        assert Device(cast.zhang).open(address).status == 404


class TestStart:
    def test_is_the_defendant_s_alone(self, stage: Stage, bo: Account) -> None:
        address = reverse("filing:answer-start", args=[stage.case.pk])

        assert Device(bo).open(address).status == 200
        assert Device(stage.cast.zhang).open(address).status == 404
        assert Device(stage.cast.qian).open(address).status == 404

    def test_goes_on_where_there_is_an_answer(self, stage: Stage, answer: Answer) -> None:
        device = Device(answer.participation.person.account)

        page = device.open(reverse("filing:answer-start", args=[stage.case.pk]))

        assert page.url == reverse("filing:answer", args=[answer.pk])


class TestQuestions:
    def test_show_what_the_plaintiff_says_beside_each_element(self, answer: Answer) -> None:
        device = Device(answer.participation.person.account)

        page = at(device, answer, "answer-question", "claims.price")

        assert "原告说" in page.text
        assert "¥286,431.50" in page.text
        assert "claims.price.stance" in page.text
        assert "哪里不对，实际是怎样的" in page.text

    def test_leave_out_what_is_not_claimed(self, answer: Answer) -> None:
        page = at(Device(answer.participation.person.account), answer, "answer")

        assert "给付价款" in page.text
        assert "赔偿因卖方违约所受的损失" not in page.text

    def test_ask_for_a_reason_only_where_something_is_disputed(self, answer: Answer) -> None:
        device = Device(answer.participation.person.account)
        page = at(device, answer, "answer-question", "claims.price")

        stays = page.send({"claims.price.stance": "dispute"})
        goes = stays.send({"claims.price.stance": "confirm"})

        assert stays.url == page.url
        assert "哪里不对，实际是怎样的" in "".join(stays.errors)
        assert goes.url != page.url

    def test_go_on_on_another_device_and_lose_nothing_unreadable(self, answer: Answer) -> None:
        account = answer.participation.person.account
        page = at(Device(account), answer, "answer-question", "respondent.contact")
        page.send({"respondent.phone": "不记得", "respondent.domicile": "定海"})

        other = at(Device(account), answer, "answer-question", "respondent.contact")

        assert other.fields["respondent.phone"] == "不记得"
        assert other.fields["respondent.domicile"] == "定海"

    def test_ask_which_of_two_answers_to_keep(self, answer: Answer) -> None:
        account = answer.participation.person.account
        one, other = (
            at(Device(account), answer, "answer-question", "reply.other") for _ in range(2)
        )
        one.send({"reply.other": "甲"})

        page = other.send({"reply.other": "乙"})

        assert page.status == 409
        page.send()
        assert answer_written(answer).values["reply.other"] == "乙"

    def test_are_saved_in_the_background(self, answer: Answer) -> None:
        device = Device(answer.participation.person.account)
        page = at(device, answer, "answer-question", "reply.other")

        saved = device.post(page.url, sent_with(page, {"reply.other": "半句", "autosave": "1"}))

        assert saved.status == 204
        assert answer_written(answer).values == {"reply.other": "半句"}

    def test_are_nobody_else_s(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, JIAO))
        _, answer = answering(stage, BO)
        jiao = linked(stage, JIAO)

        for account in (jiao, cast.zhang, cast.qian, cast.sun):
            for route, args in (
                ("answer", ()),
                ("answer-question", ("reply.other",)),
                ("answer-check", ()),
                ("answer-read", ()),
            ):
                assert at(Device(account), answer, route, *args).status == 404


class TestCheck:
    def test_reads_whole_is_signed_sent_and_seen_by_the_other_side(
        self, stage: Stage, answer: Answer
    ) -> None:
        device = Device(answer.participation.person.account)
        page = answer_all(device, answer)
        assert page.url == reverse("filing:answer-check", args=[answer.pk])
        assert REASON in page.text
        assert "证据：转账回单" in page.text
        plaintiff = Device(stage.cast.zhang)
        assert at(plaintiff, answer, "answer-read").status == 404

        page = page.send({"signed": BO, "confirmed": "on"})

        sent = Lodgement.objects.get()
        assert page.url == reverse("filing:lodged", args=[sent.pk])
        assert sent.receipt in page.text
        seen = at(plaintiff, answer, "answer-read")
        assert seen.status == 200
        assert REASON in seen.text
        assert sent.receipt not in seen.text
        values = values_of(sent)
        assert values["claims.price.stance"] == "dispute"
        assert values["facts.goods.stance"] == "confirm"
        assert values["signature"] == BO
        public = Device(None).open(f"{reverse('web:check')}?code={sent.receipt}")
        assert "法院收到的一份答辩状" in public.text
        assert BO not in public.text

    def test_is_not_sent_by_another_name_nor_twice(self, answer: Answer) -> None:
        device = Device(answer.participation.person.account)
        page = answer_all(device, answer)

        wrong = page.send({"signed": "李伯", "confirmed": "on"})
        assert "签名要和您核验过的姓名一样" in wrong.text
        assert not Lodgement.objects.exists()
        wrong.send({"signed": BO, "confirmed": "on"})
        again = page.send({"signed": BO, "confirmed": "on"})

        assert Lodgement.objects.count() == 1
        assert "答辩状" in again.text

    def test_of_an_empty_answer_says_what_to_do(self, answer: Answer) -> None:
        page = at(Device(answer.participation.person.account), answer, "answer-check")

        page = page.send({"signed": BO, "confirmed": "on"})

        assert "答辩状里还没有任何答复。" in page.text
        answer.refresh_from_db()
        assert answer.state == AnswerState.AWAITED

    def test_warns_of_jurisdiction_before_it_is_too_late(self, answer: Answer) -> None:
        page = at(Device(answer.participation.person.account), answer, "answer-check")

        assert "视为接受本院管辖" in page.text
        assert "第一百三十条第二款" in page.text

    def test_marks_a_late_answer_everywhere(
        self, stage: Stage, answer: Answer, court_time: MoveClock
    ) -> None:
        on = AT.date()
        defence.begin_answer_period(stage.party(BO), on=on, by=Actor.court(), at=AT)
        device = Device(answer.participation.person.account)
        assert "还有 15 天" in at(device, answer, "answer").text
        court_time(AT + 20 * DAY)

        page = answer_all(device, answer).send({"signed": BO, "confirmed": "on"})

        assert "逾期提交" in page.text
        assert "逾期" in at(Device(stage.cast.zhang), answer, "answer-read").text
        case_page = Device(stage.cast.zhang).open(stage.case.matter.get_absolute_url())
        assert "提交答辩状（逾期）" in case_page.text


class TestIssues:
    def test_are_undisputed_only_if_every_defendant_confirms(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, JIAO))
        _, answer = answering(stage, BO)
        device = Device(answer.participation.person.account)
        judge = Device(cast.sun)
        issues = reverse("filing:issues", args=[stage.case.pk])
        assert judge.open(issues).status == 404
        answer_all(device, answer).send({"signed": BO, "confirmed": "on"})

        page = judge.open(issues)
        assert "2 位被告，1 位已答辩" in page.text
        assert "无争议 0" in page.text
        assert "有争议 6" in page.text

        _, other = answering(stage, JIAO)
        last = answer_all(Device(other.participation.person.account), other)
        last.send({"signed": JIAO, "confirmed": "on"})
        page = judge.open(issues)
        assert "无争议 12" in page.text
        on_case = judge.open(stage.case.matter.get_absolute_url())
        assert "有争议 6 项，无争议事实 12 项" in on_case.text

    def test_are_hidden_from_strangers(self, stage: Stage) -> None:
        address = reverse("filing:issues", args=[stage.case.pk])

        assert Device(stage.cast.qian).open(address).status == 404


class TestCasePage:
    def test_gives_each_defendant_its_own_next_step(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, JIAO))
        bo, answer = answering(stage, BO)
        jiao, _ = answering(stage, JIAO)
        for name in (BO, JIAO):
            defence.begin_answer_period(stage.party(name), on=AT.date(), by=Actor.court(), at=AT)

        page = Device(bo).open(stage.case.matter.get_absolute_url())

        assert page.text.count("下一步，请您办理") == 1
        assert reverse("filing:answer", args=[answer.pk]) in page.text
        assert "被告 孙礁" in page.text
        assert "答辩期限（李泊）" in page.text
        assert "答辩期限（孙礁）" in page.text
        assert Device(jiao).open(page.url).text.count("下一步，请您办理") == 1

    def test_records_nothing_of_a_draft(self, stage: Stage, answer: Answer) -> None:
        before = Event.objects.filter(matter=stage.case.matter).count()
        page = at(Device(answer.participation.person.account), answer, "answer-question",
                  "reply.other")  # fmt: skip
        page.send({"reply.other": "不告诉别人"})

        assert Event.objects.filter(matter=stage.case.matter).count() == before
