"""Every decision table of auctions, enforcement and criminal cases answers for every member."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

import pytest

from yunting.rules import limits as civil
from yunting.rules.auctions import deadlines as auction_deadlines
from yunting.rules.auctions import lots, notice, reference_price, revocation, roles
from yunting.rules.criminal import handovers, limits
from yunting.rules.enforcement import (
    consumption_restriction,
    deadlines,
    dishonest_list,
    end_of_round,
    exemptions,
    filing,
    insurance,
    interest,
    network_query,
    ranking,
    seizure,
    settlement,
)
from yunting.rules.finding import Finding
from yunting.rules.names import publication
from yunting.rules.parameter import names

ON = date(2026, 3, 2)
TABLES: list[tuple[Callable[..., Finding[Any]], type[StrEnum]]] = [
    (roles.doer, roles.Duty),
    (roles.is_barred, roles.Relation),
    (lots.debtor_bears_costs, lots.Withdrawal),
    (notice.warns_of_taxes, notice.Taxes),
    (revocation.is_revoked, revocation.Ground),
    (revocation.remedy, revocation.Asker),
    (seizure.is_lifted, seizure.Release),
    (exemptions.is_exempt, exemptions.Thing),
    (exemptions.may_be_frozen, exemptions.Account),
    (insurance.may_be_frozen, insurance.Interest),
    (network_query.is_covered, network_query.Asset),
    (interest.is_owed, interest.Duty),
    (ranking.precedes_mortgage, ranking.Priority),
    (ranking.may_be_paid, ranking.Payee),
    (settlement.effect, settlement.Ground),
    (settlement.closes, settlement.Closing),
    (end_of_round.goes_on, end_of_round.Duty),
    (end_of_round.cannot_be_disposed, end_of_round.Unsellable),
    (consumption_restriction.relief, consumption_restriction.Relief),
    (filing.needs_special_authority, filing.Act),
    (filing.sanctions, filing.Breach),
    (filing.is_competent, filing.Court),
    (handovers.kept_in, handovers.Material),
]


@pytest.mark.parametrize(
    ("rule", "member"), [(rule, member) for rule, members in TABLES for member in members]
)
def test_answers_for_every_member_with_an_article(
    rule: Callable[..., Finding[Any]], member: StrEnum
) -> None:
    found = rule(member, on=ON)

    assert found.basis
    assert all(str(cited) for cited in found.basis)
    assert found.because


@pytest.mark.parametrize("period", auction_deadlines.Period)
def test_every_period_of_an_auction_ends_after_it_starts(
    period: auction_deadlines.Period,
) -> None:
    assert auction_deadlines.last_day(period, ON).value > ON


@pytest.mark.parametrize("before", auction_deadlines.Before)
def test_every_period_before_an_event_ends_before_it(before: auction_deadlines.Before) -> None:
    assert auction_deadlines.latest_day(before, ON).value < ON


@pytest.mark.parametrize("period", deadlines.Period)
def test_every_period_of_enforcement_ends_after_it_starts(period: deadlines.Period) -> None:
    assert deadlines.last_day(period, ON).value > ON


@pytest.mark.parametrize("reason", dishonest_list.Removal)
def test_every_removal_has_its_day(reason: dishonest_list.Removal) -> None:
    assert dishonest_list.removed_by(reason, ON).value > ON


@pytest.mark.parametrize("end", interest.End)
def test_every_way_to_satisfy_a_debt_has_its_last_day(end: interest.End) -> None:
    assert interest.counted_until(end, ON).value == ON


@pytest.mark.parametrize("restart", limits.Restart)
def test_every_restart_has_its_stage(restart: limits.Restart) -> None:
    assert limits.restarted(restart, ON).value > ON


@pytest.mark.parametrize("step", end_of_round.Step)
def test_each_step_alone_blocks_the_end_of_a_round(step: end_of_round.Step) -> None:
    done = frozenset(end_of_round.Step) - {step}

    found = end_of_round.can_end_round(done, filed=date(2025, 3, 2), on=ON)

    assert found.value == (step,)


@pytest.mark.parametrize("way", reference_price.Way)
@pytest.mark.parametrize("objection", reference_price.Objection)
def test_every_objection_has_its_path(
    way: reference_price.Way, objection: reference_price.Objection
) -> None:
    assert reference_price.objection_path(way, objection, on=ON).basis


@pytest.mark.parametrize("secret", publication.Secret)
def test_every_secret_keeps_a_document_back(secret: publication.Secret) -> None:
    assert not publication.may_be_published(frozenset({secret}), decided=True, on=ON).value


@pytest.mark.parametrize("spending", consumption_restriction.Spending)
def test_every_forbidden_spending_has_its_item(
    spending: consumption_restriction.Spending,
) -> None:
    debtor = consumption_restriction.Person.DEBTOR

    found = consumption_restriction.is_forbidden(spending, debtor, on=ON)

    assert found.value is (spending is not consumption_restriction.Spending.NECESSARY)


NAMED: list[type[StrEnum]] = [
    auction_deadlines.Period,
    auction_deadlines.Before,
    deadlines.Period,
    seizure.Kind,
    limits.Stage,
    limits.Ground,
    limits.Before,
    civil.Period,
]


@pytest.mark.parametrize("name", [name for members in NAMED for name in members])
def test_every_named_period_has_its_parameter(name: str) -> None:
    assert name in set(names())
