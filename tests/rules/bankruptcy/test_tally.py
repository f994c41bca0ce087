"""What a tally must not forget: the matter it is on, who agreed aloud, and who was against."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.rules.bankruptcy.votes import ON, ballot, claim, settings, tally
from yunting.rules.bankruptcy import voting
from yunting.rules.bankruptcy.ballots import Choice
from yunting.rules.bankruptcy.voting_rights import Item, VotesInGroups
from yunting.rules.bankruptcy.voting_settings import Kind, SecuredAmount, Silence

CLAIMS = (claim("A", "3000000"), claim("B", "2000000"), claim("C", "1000000"))
SECURED = claim("S", "9000000", kind=Kind.SECURED)
MIXED = (*CLAIMS, SECURED, claim("S", "500000"))


@pytest.mark.rule("B1.7-settlement")
class TestTheMatter:
    def test_a_settlement_needs_two_thirds_of_the_amount(self) -> None:
        # 5,000,001 of 7,600,001: more than half of the total, less than two thirds.
        claims = (*CLAIMS, claim("D", "1600000"), claim("E", "1"))
        votes = (*map(ballot, "ABE"), ballot("C", Choice.AGAINST), ballot("D", Choice.AGAINST))

        assert tally(claims, votes, item=Item.REALISATION_PLAN).value.result.carried
        assert not tally(claims, votes, item=Item.SETTLEMENT).value.result.carried

    def test_a_plan_is_voted_on_in_groups_only(self) -> None:
        with pytest.raises(VotesInGroups):
            voting.vote(
                CLAIMS,
                present=frozenset("A"),
                agreeing=frozenset("A"),
                item=Item.REORGANISATION_PLAN,
                settings=settings(),
                on=ON,
            )

    def test_a_settlement_cites_its_own_article(self) -> None:
        found = tally(CLAIMS, map(ballot, "ABC"), item=Item.SETTLEMENT)

        assert "第九十七条" in " ".join(map(str, found.basis))

    @pytest.mark.parametrize("item", [Item.SETTLEMENT, Item.DISTRIBUTION_PLAN])
    def test_secured_amounts_never_count_where_they_have_no_vote(self, item: Item) -> None:
        included = settings(secured_amount=SecuredAmount.INCLUDE)

        found = tally(MIXED, map(ballot, "ABCS"), item=item, chosen=included).value.result

        assert found.amounts.due == found.amounts.agree == Decimal(6500000)

    def test_they_count_elsewhere_where_the_court_said_so(self) -> None:
        included = settings(secured_amount=SecuredAmount.INCLUDE)

        found = tally(MIXED, map(ballot, "ABCS"), chosen=included).value.result

        assert found.amounts.due == found.amounts.agree == Decimal(15500000)


@pytest.mark.rule("B-CNT-9")
class TestSilence:
    def test_joins_those_who_agreed_aloud(self) -> None:
        told = settings(silence=Silence.BY_LAW)

        found = tally(CLAIMS, [ballot("A")], signed_in="AB", chosen=told).value.result

        assert (found.heads.agree, found.amounts.agree) == (2, Decimal(5000000))


@pytest.mark.rule("B-CNT-3")
class TestSplit:
    def test_a_head_half_withheld_is_against_beside_those_against(self) -> None:
        votes = (replace(ballot("A"), agreeing=Decimal(1500000)), ballot("B", Choice.AGAINST))

        found = tally(CLAIMS, (*votes, ballot("C"))).value.result

        assert (found.heads.present, found.heads.agree) == (3, 1)
        assert found.amounts.agree == Decimal(2500000)
