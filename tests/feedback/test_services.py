"""What people say reaches a named colleague, is answered in time, or goes to the president."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.cast import AT, Cast, acting, staff
from tests.feedback.build import (
    COMPLAINS,
    LONG_AGO,
    RATES,
    THANKS,
    answered,
    case_of,
    heard,
    overdue,
    says,
)
from tests.money.build import accepted
from yunting.core import handoffs, lapses, tasks
from yunting.core.actor import Actor
from yunting.core.messages import messages_of
from yunting.core.models import Deadline, DeadlineState, Division, Event, Matter, Post
from yunting.core.procedure import NotYours, OutOfOrder
from yunting.core.roles import Role
from yunting.feedback import deadlines, settings
from yunting.feedback.models import About, Step, Voice, VoiceKind, VoiceState
from yunting.feedback.selectors import satisfaction
from yunting.feedback.selectors.steps import latest, step_of
from yunting.feedback.services import voices
from yunting.feedback.services.voices import (
    AlreadyRated,
    NobodyToAnswer,
    NotNamed,
    TooManyToday,
    WordsNeeded,
)
from yunting.filing.services import assignment

pytestmark = [pytest.mark.django_db, pytest.mark.feature("S29")]
ABOUT_THE_JUDGE = replace(COMPLAINS, step=Step.DEFENCE, about=About.JUDGE)


def judged(cast: Cast) -> Matter:
    """Return the dispute of a case that 王 judges, with 赵 as clerk beside him."""
    case = accepted(cast)
    assignment.assign(case, by=Actor.court(), at=AT)
    return case.matter


def president(cast: Cast, name: str = "赵舟") -> object:
    office, _ = Division.objects.get_or_create(court=cast.court, name="综合办公室")
    return staff(name, office, Role.PRESIDENT)


class TestSay:
    def test_goes_to_the_reviewer_while_filing(self, cast: Cast) -> None:
        voice = heard(cast)

        assert (voice.state, voice.assigned_to) == (VoiceState.WAITING, cast.sun)

    def test_goes_to_the_clerk_of_the_case_afterwards(self, cast: Cast) -> None:
        said = replace(COMPLAINS, step=Step.SERVICE)

        assert says(cast.zhang, judged(cast), said).assigned_to == cast.zhao

    def test_goes_to_the_office_where_no_clerk_is_yet(self, cast: Cast) -> None:
        assert heard(cast, replace(COMPLAINS, step=Step.SERVICE)).assigned_to == cast.zhou

    def test_a_complaint_about_the_judge_passes_judge_and_clerk(self, cast: Cast) -> None:
        voice = says(cast.zhang, judged(cast), ABOUT_THE_JUDGE)

        assert (voice.assigned_to, voice.concerns) == (cast.zhou, cast.wang.person)

    def test_a_complaint_about_a_judge_who_is_chief_goes_to_the_president(self, cast: Cast) -> None:
        matter, other = judged(cast), president(cast)
        Post.objects.filter(account=cast.zhou).update(account=cast.wang)

        assert says(cast.zhang, matter, ABOUT_THE_JUDGE).assigned_to == other

    def test_a_complaint_about_a_colleague_does_not_go_to_that_colleague(self, cast: Cast) -> None:
        voice = heard(cast, replace(COMPLAINS, about=About.STAFF))

        assert (voice.concerns, voice.assigned_to) == (cast.sun.person, cast.zhou)

    def test_begins_the_days_to_answer(self, cast: Cast) -> None:
        voice = heard(cast)

        period = Deadline.objects.get(kind=deadlines.ANSWERING.name, subject_id=voice.pk)
        assert period.ends_on == date(2026, 3, 12)

    def test_marks_without_words_need_no_answer(self, cast: Cast) -> None:
        voice = heard(cast, RATES)

        assert (voice.state, voice.assigned_to, voice.score) == (VoiceState.NOTED, None, 4)
        assert not Deadline.objects.filter(kind=deadlines.ANSWERING.name).exists()

    def test_marks_with_words_are_answered(self, cast: Cast) -> None:
        assert heard(cast, replace(RATES, words="可以更快。")).state == VoiceState.WAITING

    def test_leaves_in_the_file_neither_words_nor_names(self, cast: Cast) -> None:
        voice = heard(cast)

        told = bytes(Event.objects.get(kind="feedback.heard").body).decode()
        assert voice.words not in told
        assert VoiceKind.COMPLAINT.value not in told

    @pytest.mark.parametrize("words", ["", "  \n", "字" * (settings.WORDS_MOST + 1)])
    def test_refuses_nothing_and_too_much(self, cast: Cast, words: str) -> None:
        with pytest.raises(WordsNeeded):
            heard(cast, replace(COMPLAINS, words=words))

        assert not Voice.objects.exists()

    def test_refuses_a_rating_without_marks(self, cast: Cast) -> None:
        with pytest.raises(WordsNeeded):
            heard(cast, replace(RATES, score=None))

    def test_refuses_the_sixth_on_one_day_and_takes_it_on_the_next(self, cast: Cast) -> None:
        matter = accepted(cast).matter
        for _ in range(settings.MOST_PER_DAY):
            says(cast.zhang, matter)

        with pytest.raises(TooManyToday):
            says(cast.zhang, matter)

        assert says(cast.zhang, matter, at=AT + timedelta(days=1))

    def test_refuses_a_second_rating_of_a_step(self, cast: Cast) -> None:
        matter = accepted(cast).matter
        says(cast.zhang, matter, RATES)

        with pytest.raises(AlreadyRated):
            says(cast.zhang, matter, RATES)

        assert says(cast.zhang, matter, replace(RATES, step=Step.FEE))

    def test_refuses_a_complaint_about_a_judge_there_is_not(self, cast: Cast) -> None:
        with pytest.raises(NobodyToAnswer):
            heard(cast, ABOUT_THE_JUDGE)

    def test_refuses_where_the_court_has_nobody(self, cast: Cast) -> None:
        matter = accepted(cast).matter
        Post.objects.filter(role__in=[Role.FILING_CLERK, Role.FILING_CHIEF]).delete()

        with pytest.raises(NobodyToAnswer):
            says(cast.zhang, matter)

    def test_refuses_a_stranger(self, cast: Cast) -> None:
        with pytest.raises(NotYours):
            says(cast.qian, accepted(cast).matter)

    def test_what_was_said_never_changes(self, cast: Cast) -> None:
        voice = heard(cast)

        with pytest.raises(DatabaseError, match="as it was said"), transaction.atomic():
            Voice.objects.filter(pk=voice.pk).update(words="没有意见。")
        with pytest.raises(DatabaseError, match="as it was said"), transaction.atomic():
            Voice.objects.filter(pk=voice.pk).delete()


class TestAnswer:
    def test_is_read_by_who_said_it_who_is_told(self, cast: Cast) -> None:
        voice = answered(heard(cast))
        handoffs.carry_all()

        assert (voice.state, voice.reply) == (VoiceState.ANSWERED, "已经改进，抱歉。")
        told = messages_of(cast.zhang).get(event__kind="feedback.answered")
        assert "孙岚已经答复" in told.text
        assert not messages_of(cast.li).filter(event__kind="feedback.answered").exists()

    def test_ends_its_days(self, cast: Cast) -> None:
        voice = answered(heard(cast))

        period = Deadline.objects.get(kind=deadlines.ANSWERING.name, subject_id=voice.pk)
        assert period.state == DeadlineState.MET

    def test_is_a_task_of_who_was_named_alone(self, cast: Cast) -> None:
        voice = heard(cast)

        def has_it(name: str) -> bool:
            return voice in [task.subject for task in tasks.tasks_of(getattr(cast, name))]

        assert {name: has_it(name) for name in ("sun", "zhou", "wang", "zhao", "zhang", "li")} == {
            "sun": True,
            **dict.fromkeys(("zhou", "wang", "zhao", "zhang", "li"), False),
        }

    def test_refuses_anybody_else(self, cast: Cast) -> None:
        voice = heard(cast)

        with pytest.raises(NotNamed):
            voices.answer(voice, reply="好。", by=acting(cast.zhou, voice.matter), at=AT)

    def test_refuses_a_second_one(self, cast: Cast) -> None:
        voice = answered(heard(cast))

        with pytest.raises(OutOfOrder):
            answered(voice, reply="再答。")

    def test_refuses_an_empty_one(self, cast: Cast) -> None:
        with pytest.raises(WordsNeeded):
            answered(heard(cast), reply=" ")


class TestBringBeforeThePresident:
    def test_happens_when_nobody_answered_in_time(self, cast: Cast) -> None:
        other = president(cast)
        voice = overdue(cast)

        assert (voice.state, voice.assigned_to) == (VoiceState.OVERDUE, other)
        assert voice in [task.subject for task in tasks.tasks_of(other)]  # type: ignore[arg-type]
        assert answered(voice).state == VoiceState.ANSWERED

    def test_stays_where_there_is_no_president_for_it(self, cast: Cast) -> None:
        assert overdue(cast).assigned_to == cast.sun

    def test_passes_a_president_it_is_about(self, cast: Cast) -> None:
        matter = judged(cast)
        office, _ = Division.objects.get_or_create(court=cast.court, name="综合办公室")
        Post.objects.create(account=cast.wang, division=office, role=Role.PRESIDENT, since=AT)
        voice = says(cast.zhang, matter, ABOUT_THE_JUDGE)

        lapses.lapse_all(at=AT + timedelta(days=30))

        voice.refresh_from_db()
        assert (voice.state, voice.assigned_to) == (VoiceState.OVERDUE, cast.zhou)

    def test_leaves_alone_what_was_answered(self, cast: Cast) -> None:
        voice = answered(heard(cast))

        lapses.lapse_all(at=AT + timedelta(days=30))

        voice.refresh_from_db()
        assert voice.state == VoiceState.ANSWERED


class TestFigures:
    def test_count_by_month_and_step(self, cast: Cast) -> None:
        overdue(cast)
        case = case_of(answered(heard(cast, THANKS)))
        says(cast.zhang, case.matter, RATES)
        says(cast.li, case.matter, replace(RATES, score=2, step=Step.FEE))

        march, fees, january = satisfaction.figures_of(cast.court, since=LONG_AGO.date())

        assert (march.month, march.step) == (date(2026, 3, 1), Step.FILING)
        assert (march.thanks, march.complaints, march.in_time, march.late) == (1, 0, 1, 0)
        assert (march.satisfied, march.ratings) == (1, 1)
        assert (fees.step, fees.satisfied, fees.ratings) == (Step.FEE, 0, 1)
        assert (january.month, january.complaints, january.late) == (date(2026, 1, 1), 1, 1)


@pytest.mark.parametrize(
    ("kind", "step"),
    [
        ("filing.accepted", Step.FILING),
        ("filing.answer-submitted", Step.DEFENCE),
        ("money.fee-paid", Step.FEE),
        ("delivery.paper-opened", Step.SERVICE),
        ("core.document-sealed", Step.PAPERS),
        ("core.deadline-started", None),
        ("feedback.heard", None),
    ],
)
def test_each_fact_of_a_step_belongs_to_one(kind: str, step: Step | None) -> None:
    assert step_of(kind) == step


def test_the_newest_step_is_asked_about() -> None:
    assert latest(["core.deadline-met", "money.fee-paid", "filing.accepted"]) == Step.FEE
