"""Evidence from the first photograph to the original on the table."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import AT, Cast, acting, on_stage
from tests.core import samples
from tests.core.bringing import uploaded
from tests.filing.build import COMPLAINT, drafted, submitted
from tests.filing.defence_stage import BO, JIAO, linked, registered, suing
from tests.filing.evidence_stage import (
    AGREES,
    DOUBTS,
    IOU,
    LATER,
    asked,
    bench,
    by,
    checked,
    compared,
    equal,
    exchange,
    exchanged,
    handed_in,
    in_a_case,
    listed,
)
from yunting.core.actor import Actor
from yunting.core.events import fact_of
from yunting.core.idempotency import AlreadyDone
from yunting.core.models import Deadline, Event, File
from yunting.core.procedure import NotYours, OutOfOrder
from yunting.filing import settings as choices
from yunting.filing.models import (
    Evidence,
    EvidenceList,
    ItemState,
    ListState,
    OriginalRequest,
    Stance,
)
from yunting.filing.selectors import evidence as read
from yunting.filing.services import decision, evidence, originals
from yunting.filing.services.evidence import (
    HandedIn,
    Item,
    LateWithoutReason,
    NothingAttached,
    NothingListed,
    NotSentYet,
    TooManyFiles,
)
from yunting.filing.services.evidence_period import begin_evidence_period
from yunting.filing.services.originals import (
    GroundNotMet,
    NobodyObjected,
    NotExchanged,
    Opinion,
    OpinionWithoutReason,
    OriginalDueTooSoon,
)
from yunting.filing.services.submission import submit as send
from yunting.rules.online.materials import Doubt, Proof

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    return on_stage()


class TestAdd:
    def test_begins_a_list_and_puts_the_item_on_it(self, cast: Cast) -> None:
        matter = drafted(cast).matter

        one = listed(cast.zhang, matter)

        assert (one.on_list.state, one.on_list.run, one.number) == (ListState.DRAFT, 1, None)
        assert one.page_count == 2
        assert [e.kind for e in Event.objects.filter(matter=matter).order_by("id")][1:] == [
            "filing.evidence-list-begun",
            "core.file-received",
            "filing.evidence-listed",
        ]

    def test_puts_the_next_on_the_same_list(self, cast: Cast) -> None:
        matter = drafted(cast).matter

        items = [listed(cast.zhang, matter) for _ in range(2)]

        assert items[0].on_list == items[1].on_list

    def test_takes_several_photographs_as_one_item_in_their_order(self, cast: Cast) -> None:
        matter = drafted(cast).matter
        photos = [
            uploaded(cast.zhang, matter, samples.jpeg(100 + n, 100), f"{n}.jpg") for n in range(3)
        ]

        one = evidence.add(matter, IOU, photos, by=by(cast.zhang, matter), at=AT)

        assert [f.name for f in read.files_of(one)] == ["0.jpg", "1.jpg", "2.jpg"]

    def test_done_again_under_the_same_key_is_one_item(self, cast: Cast) -> None:
        matter = drafted(cast).matter
        actor = acting(cast.zhang, matter, key="k" * 32)
        upload = uploaded(cast.zhang, matter, samples.pdf())
        evidence.add(matter, IOU, [upload], by=actor, at=AT)

        with pytest.raises(AlreadyDone):
            evidence.add(matter, IOU, [upload], by=actor, at=AT)

        assert Evidence.objects.count() == 1

    def test_refuses_an_item_without_a_file(self, cast: Cast) -> None:
        matter = drafted(cast).matter

        with pytest.raises(NothingAttached):
            evidence.add(matter, IOU, [], by=by(cast.zhang, matter), at=AT)

        assert not EvidenceList.objects.exists()

    def test_refuses_more_files_than_one_item_takes(self, cast: Cast) -> None:
        matter, most = drafted(cast).matter, choices.FILES_PER_ITEM_MOST
        notes = [f"收货单第{n}页".encode() for n in range(most + 1)]
        files = [uploaded(cast.zhang, matter, note, "收货单.txt") for note in notes[:most]]
        item = evidence.add(matter, IOU, files, by=by(cast.zhang, matter), at=AT)
        further = uploaded(cast.zhang, matter, notes[most], "收货单.txt")

        with pytest.raises(TooManyFiles):
            evidence.change(item, IOU, [further], by=by(cast.zhang, matter), at=AT)
        assert item.files.count() == most

    def test_refuses_more_items_than_one_list_takes(self, cast: Cast) -> None:
        matter = drafted(cast).matter
        for _ in range(choices.ITEMS_PER_LIST_MOST):
            item = listed(cast.zhang, matter)

        with pytest.raises(TooManyFiles):
            listed(cast.zhang, matter)
        assert item.on_list.items.count() == choices.ITEMS_PER_LIST_MOST

    def test_refuses_whoever_is_no_party(self, cast: Cast) -> None:
        matter = submitted(cast).matter
        upload = uploaded(cast.sun, matter, samples.pdf())

        with pytest.raises(NotYours):
            evidence.add(matter, IOU, [upload], by=acting(cast.sun, matter), at=AT)


class TestChange:
    def test_before_it_is_handed_in_is_free(self, cast: Cast) -> None:
        matter = drafted(cast).matter
        one = listed(cast.zhang, matter)
        more = uploaded(cast.zhang, matter, samples.jpeg(), "背面.jpg")

        better = Item("欠条", IOU.proves, IOU.source, IOU.original)
        evidence.change(one, better, [more], by=by(cast.zhang, matter), at=AT)

        one.refresh_from_db()
        assert one.name == "欠条"
        assert len(read.files_of(one)) == 2

    def test_takes_an_item_off(self, cast: Cast) -> None:
        matter = drafted(cast).matter
        one = listed(cast.zhang, matter)

        evidence.take_off(one, by=by(cast.zhang, matter), at=AT)

        assert not Evidence.objects.visible_to(cast.zhang).exists()

    def test_afterwards_is_refused(self, cast: Cast) -> None:
        one = handed_in(registered(cast), cast.zhang)

        with pytest.raises(HandedIn):
            evidence.change(one, IOU, [], by=by(cast.zhang, one.matter), at=AT)
        with pytest.raises(HandedIn):
            evidence.take_off(one, by=by(cast.zhang, one.matter), at=AT)

    def test_of_another_s_item_is_refused(self, cast: Cast) -> None:
        stage, defendant = in_a_case(cast)
        one = listed(cast.zhang, stage.case.matter)

        for act in (
            lambda: evidence.change(one, IOU, [], by=by(defendant, one.matter), at=AT),
            lambda: evidence.take_off(one, by=by(defendant, one.matter), at=AT),
            lambda: evidence.submit(one.on_list, by=by(defendant, one.matter), at=AT),
        ):
            with pytest.raises(NotYours):
                act()


class TestSubmit:
    def test_with_the_complaint_numbers_the_items_and_gives_a_receipt(self, cast: Cast) -> None:
        filing = drafted(cast)
        items = [listed(cast.zhang, filing.matter) for _ in range(2)]

        send(filing, COMPLAINT, by=acting(cast.zhang, filing.matter), at=AT)

        handed = EvidenceList.objects.get()
        for item in items:
            item.refresh_from_db()
        assert (handed.state, len(handed.receipt), len(handed.sha256)) == ("submitted", 14, 64)
        assert [item.number for item in items] == [1, 2]
        assert File.objects.filter(sent_at=AT).count() == 2

    def test_without_evidence_sends_the_complaint_all_the_same(self, cast: Cast) -> None:
        assert not EvidenceList.objects.filter(matter=submitted(cast).matter).exists()

    def test_afterwards_goes_on_with_the_numbers(self, cast: Cast) -> None:
        stage = registered(cast)
        first = exchanged(stage, cast.zhang)

        second = exchanged(stage, cast.zhang)

        assert (first.number, second.number) == (1, 2)
        assert second.on_list.run == 2

    def test_before_the_complaint_is_sent_is_refused(self, cast: Cast) -> None:
        one = listed(cast.zhang, drafted(cast).matter)

        with pytest.raises(NotSentYet):
            evidence.submit(one.on_list, by=by(cast.zhang, one.matter), at=AT)

    def test_of_a_list_without_items_is_refused(self, cast: Cast) -> None:
        one = listed(cast.zhang, registered(cast).case.matter)
        evidence.take_off(one, by=by(cast.zhang, one.matter), at=AT)

        with pytest.raises(NothingListed):
            evidence.submit(one.on_list, by=by(cast.zhang, one.matter), at=AT)

    def test_twice_is_refused(self, cast: Cast) -> None:
        one = handed_in(registered(cast), cast.zhang)

        with pytest.raises(OutOfOrder):
            evidence.submit(one.on_list, by=by(cast.zhang, one.matter), at=AT)

    def test_on_the_last_day_is_in_time_and_after_it_needs_a_reason(self, cast: Cast) -> None:
        stage, defendant = in_a_case(cast)
        period = begin_evidence_period(
            stage.party(BO), on=AT.date(), days=10, by=Actor.court(), at=AT
        )
        matter = stage.case.matter
        one = listed(defendant, matter)

        late = period.lapses_at
        with pytest.raises(LateWithoutReason) as told:
            evidence.submit(one.on_list, by=by(defendant, matter), at=late)
        assert told.value.field == "late_reason"

        in_time = late - timedelta(seconds=1)
        assert evidence.submit(one.on_list, by=by(defendant, matter), at=in_time).late_reason == ""

        another = listed(defendant, matter)
        evidence.submit(
            another.on_list, late_reason="银行昨日才出具流水。", by=by(defendant, matter), at=late
        )
        another.on_list.refresh_from_db()
        assert another.on_list.late_reason == "银行昨日才出具流水。"


@pytest.mark.rule("OL-14")
class TestExchange:
    def test_follows_acceptance_and_opens_the_files_to_all(self, cast: Cast) -> None:
        filing = drafted(cast)
        one = listed(cast.zhang, filing.matter)
        checked(one)
        send(filing, suing(BO), by=acting(cast.zhang, filing.matter), at=AT)
        filing.refresh_from_db()
        case = decision.accept(filing, is_simple=True, by=acting(cast.sun, filing.matter), at=AT)

        exchange(case)

        one.refresh_from_db()
        assert (one.case, one.on_list.state) == (case, ListState.DISCLOSED)
        assert File.objects.get().audience == "parties"

    def test_lets_the_other_side_see_nothing_before(self, cast: Cast) -> None:
        stage, defendant = in_a_case(cast)
        draft = listed(cast.zhang, stage.case.matter)
        checked(draft)

        def seen() -> list[bool]:
            return [
                model.objects.visible_to(who).exists()
                for who in (defendant, cast.wang, cast.qian)
                for model in (Evidence, EvidenceList, File)
            ]

        assert seen() == [False] * 9
        evidence.submit(draft.on_list, by=by(cast.zhang, draft.matter), at=AT)
        assert seen() == [False] * 3 + [True] * 3 + [False] * 3
        exchange(stage.case)
        assert seen() == [True] * 6 + [False] * 3

    def test_keeps_what_each_of_two_defendants_prepares_from_the_other(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, JIAO))
        one, other = (linked(stage, name) for name in (BO, JIAO))

        listed(one, stage.case.matter)

        assert Evidence.objects.visible_to(one).exists()
        assert not Evidence.objects.visible_to(other).exists()
        assert not File.objects.visible_to(other).exists()

    def test_happens_once(self, cast: Cast) -> None:
        stage = registered(cast)
        exchanged(stage, cast.zhang)

        exchange(stage.case)

        assert Event.objects.filter(kind="filing.evidence-disclosed").count() == 1

    def test_is_the_court_s(self, cast: Cast) -> None:
        stage = registered(cast)
        one = handed_in(stage, cast.zhang)

        with pytest.raises(NotYours):
            evidence.disclose(one.on_list, stage.case, by=by(cast.zhang, one.matter), at=AT)


class TestOpinion:
    def test_says_of_each_quality_what_one_holds(self, cast: Cast) -> None:
        stage, defendant = in_a_case(cast)
        one = exchanged(stage, cast.zhang)

        originals.give_opinion(one, DOUBTS, by=by(defendant, one.matter), at=AT)

        (said,) = read.opinions_on(one)
        assert (said.authenticity, said.legality) == (Stance.DISPUTED, Stance.ACCEPTED)
        told = fact_of(Event.objects.get(kind="filing.opinion-given"))
        assert told.authenticity == "不认可"  # type: ignore[attr-defined]

    def test_given_again_takes_the_place_of_the_first_and_both_stay(self, cast: Cast) -> None:
        stage, defendant = in_a_case(cast)
        one = exchanged(stage, cast.zhang)
        originals.give_opinion(one, DOUBTS, by=by(defendant, one.matter), at=AT)

        originals.give_opinion(one, AGREES, by=by(defendant, one.matter), at=AT + DAY)

        assert [o.authenticity for o in read.opinions_on(one)] == [Stance.ACCEPTED]
        assert one.opinions.count() == 2

    @pytest.mark.parametrize("quality", ["authenticity", "legality", "relevance"])
    def test_that_disputes_needs_a_reason(self, cast: Cast, quality: str) -> None:
        stage, defendant = in_a_case(cast)
        one = exchanged(stage, cast.zhang)
        stances = dict.fromkeys(("authenticity", "legality", "relevance"), Stance.ACCEPTED)
        silent = Opinion(**{**stances, quality: Stance.DISPUTED})

        with pytest.raises(OpinionWithoutReason) as told:
            originals.give_opinion(one, silent, by=by(defendant, one.matter), at=AT)

        assert told.value.field == f"{quality}_reason"

    def test_on_one_s_own_evidence_or_from_the_court_is_refused(self, cast: Cast) -> None:
        stage, _ = in_a_case(cast)
        one = exchanged(stage, cast.zhang)

        for actor in (by(cast.zhang, one.matter), bench(stage)):
            with pytest.raises(NotYours):
                originals.give_opinion(one, AGREES, by=actor, at=AT)

    def test_before_the_exchange_is_refused(self, cast: Cast) -> None:
        stage, defendant = in_a_case(cast)
        one = listed(cast.zhang, stage.case.matter)

        with pytest.raises(NotExchanged):
            originals.give_opinion(one, AGREES, by=by(defendant, one.matter), at=AT)


@pytest.mark.rule("OL-12")
class TestAskOriginal:
    @pytest.mark.parametrize("reason", list(Doubt))
    def test_for_one_of_four_reasons_starts_a_period(self, cast: Cast, reason: Doubt) -> None:
        stage, defendant = in_a_case(cast)
        one = exchanged(stage, cast.zhang)
        originals.give_opinion(one, DOUBTS, by=by(defendant, one.matter), at=AT)

        originals.ask_original(one, reason=reason, note="", due_on=LATER, by=bench(stage), at=AT)

        one.refresh_from_db()
        assert one.state == ItemState.ASKED
        assert Deadline.objects.get(kind="filing.original").ends_on == LATER

    def test_because_of_an_objection_needs_one(self, cast: Cast) -> None:
        stage, defendant = in_a_case(cast)
        one = exchanged(stage, cast.zhang)
        originals.give_opinion(one, AGREES, by=by(defendant, one.matter), at=AT)

        with pytest.raises(NobodyObjected):
            originals.ask_original(
                one, reason=Doubt.OBJECTED, note="", due_on=LATER, by=bench(stage), at=AT
            )

    def test_by_today_is_refused_and_by_tomorrow_is_not(self, cast: Cast) -> None:
        stage = registered(cast)
        one = exchanged(stage, cast.zhang)
        today = AT.date()

        with pytest.raises(OriginalDueTooSoon):
            originals.ask_original(
                one, reason=Doubt.ARCHIVE, note="", due_on=today, by=bench(stage), at=AT
            )
        assert originals.ask_original(
            one, reason=Doubt.ARCHIVE, note="", due_on=today + DAY, by=bench(stage), at=AT
        )

    def test_twice_before_the_exchange_or_by_a_party_is_refused(self, cast: Cast) -> None:
        stage = registered(cast)
        draft = listed(cast.zhang, stage.case.matter)
        one = asked(stage, cast.zhang)

        for item, actor, refusal in (
            (draft, bench(stage), NotExchanged),
            (one, bench(stage), OutOfOrder),
            (one, by(cast.zhang, one.matter), NotYours),
        ):
            with pytest.raises(refusal):
                originals.ask_original(
                    item, reason=Doubt.ARCHIVE, note="", due_on=LATER, by=actor, at=AT
                )


@pytest.mark.rule("OL-12")
class TestCompare:
    @pytest.mark.parametrize("result", [ItemState.COMPARED, ItemState.DIFFERS, ItemState.ABSENT])
    def test_notes_what_it_came_to_and_ends_the_period(self, cast: Cast, result: ItemState) -> None:
        one = compared(result)(registered(cast), cast.zhang)

        request = OriginalRequest.objects.get()
        assert (one.state, request.result, request.finding) == (result, result, "已核对。")
        assert not Deadline.objects.open().filter(kind="filing.original").exists()

    def test_of_what_was_not_asked_for_or_by_a_party_is_refused(self, cast: Cast) -> None:
        stage = registered(cast)
        copy, one = exchanged(stage, cast.zhang), asked(stage, cast.zhang)

        for item, actor, refusal in (
            (copy, bench(stage), OutOfOrder),
            (one, by(cast.zhang, one.matter), NotYours),
        ):
            with pytest.raises(refusal):
                originals.compare(
                    item, result=ItemState.COMPARED, how="video", finding="x", by=actor, at=AT
                )

    def test_can_be_asked_for_again_when_it_differed(self, cast: Cast) -> None:
        stage = registered(cast)
        one = compared(ItemState.DIFFERS)(stage, cast.zhang)

        originals.ask_original(
            one, reason=Doubt.ARCHIVE, note="", due_on=LATER, by=bench(stage), at=AT
        )

        assert [r.result for r in read.requests_for(one)] == [ItemState.DIFFERS, ""]


@pytest.mark.rule("OL-13")
class TestHoldEqual:
    @pytest.mark.parametrize("ground", [Proof.NOTARISED, Proof.ACCEPTED_BEFORE, Proof.OTHER])
    def test_on_proof_from_elsewhere_says_by_what(self, cast: Cast, ground: Proof) -> None:
        stage = registered(cast)
        one = exchanged(stage, cast.zhang)

        with pytest.raises(GroundNotMet):
            originals.hold_equal(one, ground=ground, note=" ", by=bench(stage), at=AT)
        held = originals.hold_equal(
            one, ground=ground, note="（2025）浙舟证字第88号", by=bench(stage), at=AT
        )

        one.refresh_from_db()
        assert read.held_equal(one) == held

    def test_because_nobody_objects_needs_an_opinion_that_does_not(self, cast: Cast) -> None:
        stage, defendant = in_a_case(cast)
        one = exchanged(stage, cast.zhang)

        def hold() -> object:
            return originals.hold_equal(
                one, ground=Proof.NOT_OBJECTED, note="", by=bench(stage), at=AT
            )

        with pytest.raises(GroundNotMet, match="还没有发表"):
            hold()
        originals.give_opinion(one, DOUBTS, by=by(defendant, one.matter), at=AT)
        with pytest.raises(GroundNotMet, match="有异议"):
            hold()
        originals.give_opinion(one, AGREES, by=by(defendant, one.matter), at=AT)
        assert hold()

    def test_because_it_was_compared_needs_a_comparison(self, cast: Cast) -> None:
        stage = registered(cast)
        copy = exchanged(stage, cast.zhang)
        same = compared(ItemState.COMPARED)(stage, cast.zhang)

        with pytest.raises(GroundNotMet):
            originals.hold_equal(copy, ground=Proof.COMPARED, note="", by=bench(stage), at=AT)
        assert originals.hold_equal(same, ground=Proof.COMPARED, note="", by=bench(stage), at=AT)

    @pytest.mark.parametrize("result", [ItemState.DIFFERS, ItemState.ABSENT])
    def test_of_what_differs_or_was_not_shown_is_refused(
        self, cast: Cast, result: ItemState
    ) -> None:
        stage = registered(cast)
        one = compared(result)(stage, cast.zhang)

        with pytest.raises(OutOfOrder):
            originals.hold_equal(one, ground=Proof.OTHER, note="证人", by=bench(stage), at=AT)

    def test_is_the_judge_s(self, cast: Cast) -> None:
        stage = registered(cast)
        one = exchanged(stage, cast.zhang)

        with pytest.raises(NotYours):
            originals.hold_equal(
                one, ground=Proof.OTHER, note="x", by=acting(cast.zhao, one.matter), at=AT
            )

    def test_ends_when_the_original_is_asked_for_after_all(self, cast: Cast) -> None:
        stage = registered(cast)
        one = equal(stage, cast.zhang)

        originals.ask_original(
            one, reason=Doubt.ARCHIVE, note="", due_on=LATER, by=bench(stage), at=AT
        )

        one.refresh_from_db()
        assert read.held_equal(one) is None


class TestSheets:
    def test_show_every_party_s_items_at_the_same_cost(
        self, cast: Cast, django_assert_num_queries: object
    ) -> None:
        stage, defendant = in_a_case(cast)
        for who in (cast.zhang, defendant):
            for _ in range(3):
                exchanged(stage, who)

        with django_assert_num_queries(5):  # type: ignore[operator]
            found = read.sheets(stage.case.matter, cast.zhang)
            counts = [len(sheet.items) for sheet in found]
            pages = [item.page_count for sheet in found for item in sheet.items]

        assert counts == [3, 3]
        assert pages == [2] * 6

    def test_tell_what_a_party_has_not_commented_on(self, cast: Cast) -> None:
        stage, defendant = in_a_case(cast)
        said, silent = exchanged(stage, cast.zhang), exchanged(stage, cast.zhang)
        own = exchanged(stage, defendant)
        originals.give_opinion(said, AGREES, by=by(defendant, said.matter), at=AT)

        items = [i for s in read.sheets(own.matter, defendant) for i in s.items]

        assert defendant.person is not None
        assert read.unanswered(items, defendant.person) == [silent]


def test_a_file_of_an_item_is_handed_in_with_it(cast: Cast) -> None:
    one = listed(cast.zhang, registered(cast).case.matter)
    (file,) = read.files_of(one)
    assert file.sent_at is None

    evidence.submit(one.on_list, by=by(cast.zhang, one.matter), at=AT + DAY)

    file.refresh_from_db()
    assert file.sent_at == AT + DAY
