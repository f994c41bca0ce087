"""A vote from the ballots received to the result: who is present, whose ballot counts."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.rules.bankruptcy.votes import (
    CLOSE,
    ON,
    ballot,
    by_agent,
    claim,
    settings,
    sign_ins,
    tally,
)
from yunting.rules.bankruptcy import thresholds, voting
from yunting.rules.bankruptcy.ballots import Ballot, Choice, Fate, SignIn, fates, settle
from yunting.rules.bankruptcy.thresholds import Resolution
from yunting.rules.bankruptcy.voting_rights import (
    Claim,
    Item,
    NoVotingRight,
    VotesInGroups,
    check_may_vote,
    roll,
)
from yunting.rules.bankruptcy.voting_settings import (
    Employees,
    Kind,
    Presence,
    RelatedParties,
    Revotes,
    SecuredAmount,
    SettingsChanged,
    Silence,
    SplitAssignments,
    checked_denominator,
    fingerprint,
    usual,
)

FOUR = (claim("A", "3000000"), claim("B", "3000000"), claim("C", "2000000"), claim("D", "2000000"))
THREE = (claim("A", "2000000"), claim("B", "2000000"), claim("C", "2000000"))
LATE = Ballot("D", Choice.AGREE, CLOSE)


@pytest.mark.rule("B-CNT-10")
@pytest.mark.rule("B-CNT-8")
class TestLateBallot:
    BALLOTS = (ballot("A"), ballot("B"), ballot("C", Choice.AGAINST), LATE)

    def test_v14_leaves_who_signed_in_present_without_a_vote(self) -> None:
        found = tally(FOUR, self.BALLOTS, signed_in="ABCD").value.result

        assert (found.heads.agree, found.heads.present, found.carried) == (2, 4, False)
        assert found.amounts.agree == Decimal(6000000)

    def test_v14b_leaves_its_voter_absent_in_a_vote_without_a_meeting(self) -> None:
        chosen = settings(presence=Presence.BALLOT)

        found = tally(FOUR, self.BALLOTS, chosen=chosen).value.result

        assert (found.heads.agree, found.heads.present, found.carried) == (2, 3, True)

    def test_a_millisecond_before_the_close_counts(self) -> None:
        just = replace(LATE, received_at=CLOSE - timedelta(milliseconds=1))

        found = tally(FOUR, (*self.BALLOTS[:3], just), signed_in="ABCD").value.result

        assert found.heads.agree == 3

    def test_is_recorded_as_late(self) -> None:
        assert fates((LATE,), settings()) == (Fate.LATE,)


@pytest.mark.rule("B-CNT-8")
@pytest.mark.rule("B-CNT-6")
class TestPresence:
    def test_at_a_meeting_who_did_not_sign_in_does_not_vote(self) -> None:
        chosen = settings(presence=Presence.SIGN_IN)

        found = tally(FOUR, (ballot("A"), ballot("B")), signed_in="A", chosen=chosen).value.result

        assert (found.heads.agree, found.heads.present) == (1, 1)

    def test_signing_in_at_the_close_is_too_late(self) -> None:
        rows = roll(FOUR, settings())

        found = voting.tally(
            rows,
            ballots=(),
            sign_ins=(SignIn("A", CLOSE),),
            item=Item.OTHER,
            settings=settings(),
            frozen=fingerprint(settings()),
            on=ON,
        )

        assert found.value.result.heads.present == 0

    def test_an_abstention_by_letter_makes_present_and_weighs_against(self) -> None:
        chosen = settings(presence=Presence.BALLOT)
        abstains = (ballot("A"), ballot("B", Choice.ABSTAIN), ballot("C", Choice.SPOILED))

        found = tally(FOUR, abstains, chosen=chosen).value.result

        assert (found.heads.agree, found.heads.present) == (1, 2)


@pytest.mark.rule("B-CNT-4")
@pytest.mark.rule("B-CNT-5")
class TestConflictingBallots:
    def test_v08_one_agent_votes_for_three_with_a_head_each(self) -> None:
        ballots = [by_agent(one) for one in "ABC"] + [ballot("D", Choice.AGAINST)]

        found = tally(FOUR, ballots, signed_in="ABCD").value.result

        assert (found.heads.agree, found.heads.present, found.carried) == (3, 4, True)

    def test_the_principals_own_later_ballot_prevails(self) -> None:
        ballots = (by_agent("A"), ballot("A", Choice.AGAINST, after=1))

        assert settle(ballots, settings()).counting["A"].choice is Choice.AGAINST
        assert fates(ballots, settings()) == (Fate.SUPERSEDED, Fate.VALID)

    @pytest.mark.parametrize(
        ("revotes", "own_after"), [(Revotes.LAST_WINS, -1), (Revotes.FIRST_STANDS, 1)]
    )
    def test_otherwise_both_are_void_and_the_creditor_flagged(
        self, revotes: Revotes, own_after: int
    ) -> None:
        ballots = (by_agent("A"), ballot("A", Choice.AGAINST, after=own_after))

        found = tally(FOUR, ballots, chosen=settings(revotes=revotes)).value

        assert found.conflicting == ("A",)
        assert (found.result.heads.agree, found.result.heads.present) == (0, 1)
        assert fates(ballots, settings(revotes=revotes)) == (Fate.VOID, Fate.VOID)

    def test_ballots_that_say_the_same_do_not_conflict(self) -> None:
        ballots = (ballot("A"), by_agent("A", after=1))

        assert not settle(ballots, settings()).conflicting

    def test_an_agent_without_authority_of_this_principal_casts_nothing(self) -> None:
        unauthorised = replace(by_agent("A"), authorised=False)

        found = tally(FOUR, (unauthorised,)).value.result

        assert found.heads.present == 0
        assert fates((unauthorised,), settings()) == (Fate.VOID,)

    @pytest.mark.parametrize(
        ("revotes", "counts"),
        [(Revotes.LAST_WINS, Choice.AGAINST), (Revotes.FIRST_STANDS, Choice.AGREE)],
    )
    def test_of_one_hand_the_last_or_the_first_counts_as_set(
        self, revotes: Revotes, counts: Choice
    ) -> None:
        ballots = (ballot("A"), ballot("A", Choice.AGAINST, after=1))

        assert settle(ballots, settings(revotes=revotes)).counting["A"].choice is counts


@pytest.mark.rule("B-CNT-12")
class TestRelatedParties:
    CLAIMS = (claim("R", "4000000", related=True), *THREE)

    def test_v16c_are_left_out_of_a_second_tally(self) -> None:
        ballots = (*map(ballot, "RAB"), ballot("C", Choice.AGAINST))

        found = tally(self.CLAIMS, ballots, signed_in="RABC").value

        assert found.result.carried
        assert (found.result.heads.agree, found.result.amounts.due) == (3, Decimal(10000000))
        assert found.without_related.carried
        assert found.without_related.heads.agree == 2
        assert found.without_related.amounts.due == Decimal(6000000)

    def test_do_not_vote_where_the_court_so_decided(self) -> None:
        chosen = settings(related_parties=RelatedParties.EXCLUDE)

        found = tally(self.CLAIMS, map(ballot, "RAB"), chosen=chosen).value

        assert found.result == found.without_related
        assert found.result.heads.due == 3


@pytest.mark.rule("B1.11-attendance")
@pytest.mark.rule("B1.11-represented")
class TestAttendance:
    def test_v22_is_told_apart_from_who_agreed(self) -> None:
        amounts = ["1100000"] * 87 + ["1160000"] + ["340000"] * 8 + ["420000"]
        names = [f"{n:02}" for n in range(97)]
        claims = [claim(name, amount) for name, amount in zip(names, amounts, strict=True)]
        agree = (*names[:79], names[87])

        found = tally(claims, map(ballot, agree), signed_in=names[:88]).value.result

        assert (found.heads.due, found.heads.present, found.heads.agree) == (97, 88, 80)
        assert found.amounts.due == Decimal(100000000)
        assert found.amounts.present == Decimal(96860000)
        assert found.amounts.agree == Decimal(88060000)
        assert found.carried
        answer = voting.attendance(found, on=ON)
        assert [cited.article for cited in answer.basis] == ["出席率"]
        shown = answer.value
        assert (shown.heads, shown.amount) == ("90.72%", "96.86%")


@pytest.mark.rule("B1.6-settings")
@pytest.mark.rule("B1.6-denominator")
class TestSettings:
    def test_refuse_a_tally_once_they_are_not_the_frozen_ones(self) -> None:
        frozen = fingerprint(settings())
        changed = settings(secured_amount=SecuredAmount.INCLUDE)

        with pytest.raises(SettingsChanged):
            voting.tally(
                roll(FOUR, changed),
                ballots=map(ballot, "ABC"),
                sign_ins=sign_ins("ABC"),
                item=Item.OTHER,
                settings=changed,
                frozen=frozen,
                on=ON,
            )

    def test_every_setting_changes_the_fingerprint(self) -> None:
        changed = [
            settings(secured_amount=SecuredAmount.INCLUDE),
            settings(employees=Employees.ONE_COLLECTIVE_VOTE),
            settings(denominator=settings().denominator | {Kind.EMPLOYEE}),
            settings(presence=Presence.BALLOT),
            settings(revotes=Revotes.FIRST_STANDS),
            settings(related_parties=RelatedParties.EXCLUDE),
            settings(split_assignments=SplitAssignments.SEPARATE),
            settings(silence=Silence.BY_LAW),
            replace(settings(), close=CLOSE + timedelta(minutes=1)),
        ]

        prints = {fingerprint(one) for one in (settings(), *changed)}

        assert len(prints) == len(changed) + 1

    def test_are_the_courts_own_and_say_so(self) -> None:
        found = usual(CLOSE, on=ON)

        assert not any(cited.confidence.is_verified for cited in found.basis)
        assert checked_denominator(found.value, on=ON).value == found.value.denominator

    def test_employees_may_stand_in_the_total_without_a_vote(self) -> None:
        literal = settings(denominator=settings().denominator | {Kind.EMPLOYEE})
        claims = (*THREE, claim("E", "1000000", kind=Kind.EMPLOYEE))

        found = tally(claims, map(ballot, "ABCE"), signed_in="ABCE", chosen=literal).value.result

        assert found.amounts.due == Decimal(7000000)
        assert (found.amounts.agree, found.heads.due) == (Decimal(6000000), 3)


@pytest.mark.rule("B-CNT-2")
class TestSplitAssignment:
    PARTS = tuple(claim(name, "1000000", origin="7号") for name in "XYZ")

    def test_shares_one_head_that_agrees_if_all_who_came_do(self) -> None:
        claims = (*THREE, *self.PARTS)

        found = tally(claims, map(ballot, "AXY"), signed_in="ABCXY").value.result

        assert (found.heads.due, found.heads.present, found.heads.agree) == (4, 4, 2)
        assert found.amounts.agree == Decimal(4000000)

    def test_does_not_agree_by_head_when_its_parts_disagree(self) -> None:
        ballots = (ballot("X"), ballot("Y", Choice.AGAINST))

        found = tally((*THREE, *self.PARTS), ballots).value.result

        assert (found.heads.present, found.heads.agree) == (1, 0)
        assert found.amounts.agree == Decimal(1000000)

    def test_adds_no_head_to_a_creditor_that_has_its_own(self) -> None:
        claims = (*THREE, claim("A", "1000000", origin="7号"))

        assert tally(claims, ()).value.result.heads.due == 3

    def test_has_a_head_for_each_part_where_the_court_so_decided(self) -> None:
        chosen = settings(split_assignments=SplitAssignments.SEPARATE)

        assert tally(self.PARTS, (), chosen=chosen).value.result.heads.due == 3


@pytest.mark.rule("B-CNT-3")
class TestSplitVote:
    @pytest.mark.parametrize(("agreeing", "heads"), [("1000000", 0), ("1000000.01", 1)])
    def test_counts_each_part_and_the_head_by_the_larger(self, agreeing: str, heads: int) -> None:
        split = replace(ballot("A"), agreeing=Decimal(agreeing))

        found = tally(THREE, (split,)).value.result

        assert found.amounts.agree == Decimal(agreeing)
        assert found.heads.agree == heads


@pytest.mark.rule("B-CNT-9")
class TestSilence:
    def test_never_consents_unless_law_or_an_earlier_resolution_says_so(self) -> None:
        told = settings(silence=Silence.BY_RESOLUTION)

        assert tally(THREE, (), signed_in="AB").value.result.heads.agree == 0
        assert tally(THREE, (), signed_in="AB", chosen=told).value.result.heads.agree == 2

    def test_of_who_is_absent_never_consents(self) -> None:
        told = settings(silence=Silence.BY_LAW)

        assert tally(THREE, (), chosen=told).value.result.heads.agree == 0


@pytest.mark.rule("B1.6-secured")
class TestSecuredCreditor:
    def test_is_refused_a_ballot_on_the_distribution_without_an_unsecured_part(self) -> None:
        (row,) = roll((claim("S", "1", kind=Kind.SECURED),), settings())

        with pytest.raises(NoVotingRight):
            check_may_vote(row, Item.DISTRIBUTION_PLAN, on=ON)
        assert check_may_vote(row, Item.REALISATION_PLAN, on=ON).value

    def test_votes_on_it_with_one(self) -> None:
        both = (claim("S", "1", kind=Kind.SECURED), claim("S", "2"))
        (row,) = roll(both, settings())

        assert check_may_vote(row, Item.SETTLEMENT, on=ON).value


@pytest.mark.rule("B-CLM-5")
@pytest.mark.rule("B1.6-employee")
class TestRoll:
    def test_joint_creditors_are_one_row_in_whatever_order(self) -> None:
        one, other = Claim(("J2", "J1"), Decimal(1)), Claim(("J1", "J2"), Decimal(2))

        (row,) = roll((one, other), settings())

        assert (row.creditor, row.unsecured) == ("J1、J2", Decimal(3))

    def test_all_employees_are_one_row_where_they_vote(self) -> None:
        wages = [claim(name, "10", kind=Kind.EMPLOYEE) for name in "EFG"]
        chosen = settings(
            employees=Employees.ONE_COLLECTIVE_VOTE,
            denominator=settings().denominator | {Kind.EMPLOYEE},
        )

        (row,) = roll(tuple(wages), chosen)

        assert (row.creditor, row.unsecured, row.counted) == ("职工", Decimal(30), Decimal(30))


@pytest.mark.rule("B1.6-groups")
class TestReorganisationPlan:
    def test_is_not_voted_on_together(self) -> None:
        with pytest.raises(VotesInGroups):
            tally(THREE, map(ballot, "ABC"), item=Item.REORGANISATION_PLAN)


@pytest.mark.rule("B-CNT-13")
class TestShown:
    def test_v26_a_failing_share_never_reads_as_half(self) -> None:
        need = thresholds.need(Resolution.ORDINARY, on=ON)

        shown = thresholds.shown_amount(thresholds.share(4999801, 10000000), need, on=ON)

        assert shown == "49.99%"

    def test_heads_just_over_half_do_not_read_as_half(self) -> None:
        need = thresholds.need(Resolution.ORDINARY, on=ON)

        assert thresholds.shown_heads(thresholds.share(100001, 200001), need, on=ON) == "50.0002%"
        assert thresholds.shown_heads(thresholds.share(1, 2), need, on=ON) == "50.00%"

    def test_exactly_two_thirds_is_rounded_up_and_a_fen_less_down(self) -> None:
        need = thresholds.need(Resolution.SETTLEMENT, on=ON)
        less = thresholds.share(Decimal("3999999.99"), Decimal("5999999.99"))

        assert thresholds.shown_amount(thresholds.share(2, 3), need, on=ON) == "66.67%"
        assert thresholds.shown_amount(less, need, on=ON) == "66.66%"
