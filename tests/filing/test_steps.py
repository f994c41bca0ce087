"""The walk through a form: which questions are asked, for whom, and how blocks come and go."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast_complaint import UNFOLDED, typed_in
from yunting.filing.forms.blocks import THIRD_PARTIES
from yunting.filing.forms.elements import When, holds
from yunting.filing.forms.sale_contract import FORM
from yunting.filing.forms.steps import (
    LastBlock,
    TooManyBlocks,
    add,
    beside,
    blocks,
    find,
    following,
    options_of,
    remove,
    size,
    step_at,
    steps,
)
from yunting.lib.errors import NotVisible


def _with_blocks(changes: dict[str, str]) -> dict[str, str]:
    return {**typed_in(), **changes}


class TestWalk:
    def test_asks_a_firm_no_birth_date(self) -> None:
        keys = [step.key for step in steps(FORM, typed_in())]
        assert "plaintiffs.0.firm" in keys
        assert "plaintiffs.0.person" not in keys

    def test_asks_about_security_only_when_it_is_claimed(self) -> None:
        keys = {step.key for step in steps(FORM, typed_in({"claims.security.answer": "yes"}))}
        assert "facts.guarantee" in keys
        assert "facts.guarantee" not in {step.key for step in steps(FORM, typed_in())}

    def test_begins_with_one_plaintiff_and_one_defendant(self) -> None:
        keys = [step.key for step in steps(FORM, {})]
        assert keys[0] == "plaintiffs.0.kind"
        assert "defendants.0.kind" in keys
        assert "third_parties.0.kind" not in keys

    def test_leaves_signing_to_the_end(self) -> None:
        assert "signature.sign" not in {step.key for step in steps(FORM, {})}
        assert steps(FORM, {}, closing=True)[-1].key == "signature.sign"

    def test_finds_a_step_by_its_address_and_its_neighbours(self) -> None:
        values = typed_in()
        step = step_at(FORM, values, "claims.price")
        before, after = beside(FORM, values, step)
        assert before is not None
        assert after is not None
        assert (before.section.key, after.key) == ("service", "claims.delay")

    @pytest.mark.parametrize("key", ["", "claims", "claims.nothing", "plaintiffs.7.kind"])
    def test_shows_no_step_that_is_not_asked(self, key: str) -> None:
        with pytest.raises(NotVisible):
            step_at(FORM, {}, key)

    def test_every_step_leads_to_the_next_and_back(self) -> None:
        values = typed_in()
        walk = steps(FORM, values)
        for one, other in pairwise(walk):
            assert beside(FORM, values, one)[1] == other
            assert beside(FORM, values, other)[0] == one

    def test_finds_the_place_of_every_shown_path(self) -> None:
        values = typed_in(UNFOLDED)
        for step in steps(FORM, values, closing=True):
            for place in step.places(values):
                assert find(FORM, place.path, values) == (step, place)

    @pytest.mark.parametrize("path", ["", "nothing", "plaintiffs.x.name", "plaintiffs.99999.name"])
    def test_finds_no_place_for_another_path(self, path: str) -> None:
        with pytest.raises(NotVisible):
            find(FORM, path)


class TestBlocks:
    def test_adds_one_more_defendant(self) -> None:
        values = typed_in()
        after = {**values, **add(FORM, values, "defendants")}
        assert "defendants.1.kind" in {step.key for step in steps(FORM, after)}

    def test_takes_only_so_many(self) -> None:
        with pytest.raises(TooManyBlocks, match="被告最多50个"):
            add(FORM, {"defendants.count": "50"}, "defendants")

    def test_removes_one_and_moves_the_others_up(self) -> None:
        values = _with_blocks(
            {
                "plaintiffs.1.kind": "natural",
                "plaintiffs.1.name": "张三",
                "plaintiffs.2.kind": "natural",
                "plaintiffs.2.name": "张喆",
                "agents.0.represents": "2",
            }
        )

        after = {**values, **remove(FORM, values, "plaintiffs", 1)}

        assert after["plaintiffs.1.name"] == "张喆"
        assert after["plaintiffs.2.name"] == ""
        assert size(next(iter(blocks(FORM))), after) == 2
        assert after["agents.0.represents"] == "1"

    def test_forgets_a_choice_of_the_one_removed(self) -> None:
        values = _with_blocks({"plaintiffs.1.kind": "natural", "agents.0.represents": "1"})
        assert remove(FORM, values, "plaintiffs", 1)["agents.0.represents"] == ""

    def test_keeps_the_last_plaintiff(self) -> None:
        with pytest.raises(LastBlock):
            remove(FORM, typed_in(), "plaintiffs", 0)

    @pytest.mark.parametrize("path", ["claims", "plaintiffs.0", "nothing"])
    def test_knows_no_other_block(self, path: str) -> None:
        with pytest.raises(NotVisible):
            add(FORM, {}, path)

    @given(st.lists(st.sampled_from(["add", "remove"]), max_size=12), st.data())
    def test_never_loses_a_third_party_it_did_not_remove(
        self, acts: list[str], data: st.DataObject
    ) -> None:
        values, names, fresh = {"third_parties.answer": "yes"}, [""], iter(range(100))
        for act in acts:
            if act == "add":
                values |= add(FORM, values, "third_parties")
                names.append(f"第三人{next(fresh)}")
                values[f"third_parties.{len(names) - 1}.name"] = names[-1]
            elif len(names) > 1:
                gone = data.draw(st.integers(0, len(names) - 1))
                values |= remove(FORM, values, "third_parties", gone)
                del names[gone]
        present = [
            values.get(f"third_parties.{n}.name", "") for n in range(size(THIRD_PARTIES, values))
        ]
        assert present == names

    def test_offers_the_plaintiffs_to_an_agent(self) -> None:
        values = _with_blocks({"plaintiffs.1.kind": "natural"})
        field = find(FORM, "agents.0.represents")[1].field
        labels = [option.label for option in options_of(field, values, FORM)]
        assert labels == ["全体原告", "上海澄海贸易有限公司", "原告 2"]


class TestFollowing:
    def test_an_amount_is_followed_by_its_total_and_the_signing(self) -> None:
        assert following(FORM, typed_in(), ["claims.price.amount"]) == {
            "claims.total",
            "signature",
            "date",
        }

    def test_a_yes_is_followed_by_what_it_opens_and_what_that_opens(self) -> None:
        opened = following(FORM, typed_in(), ["claims.security.answer"])
        assert {
            "claims.security.content",
            "facts.guarantee.answer",
            "facts.guarantee.date",
            "facts.guarantee_type",
        } <= opened
        assert "claims.price.amount" not in opened

    def test_what_always_follows_is_who_signs_the_correction_and_when(self) -> None:
        assert following(FORM, {}, ["facts.notes"]) == {"signature", "date"}


class TestConditions:
    def test_hold_when_one_of_several_choices_is_among_them(self) -> None:
        assert holds([When("a", ("x", "y"))], {"a": "z y"})
        assert not holds([When("a", ("x",))], {"a": "z y"})

    def test_hold_together_and_at_their_index(self) -> None:
        both = [When("p.*.a", ("x",)), When("b")]
        assert holds(both, {"p.3.a": "x", "b": "anything"}, index=3)
        assert not holds(both, {"p.3.a": "x"}, index=3)
        assert not holds(both, {"p.3.a": "x", "b": "anything"}, index=2)
