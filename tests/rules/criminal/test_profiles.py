"""The hand-over profiles and the stages: each is written as all are, and each ends."""

from datetime import date

import pytest

from yunting.rules.criminal import handovers, limits

ON = date(2026, 3, 2)


@pytest.mark.rule("B4.4-profiles")
class TestProfiles:
    def test_are_sixteen_and_carry_something(self) -> None:
        assert list(handovers.profiles()) == [f"H{n}" for n in range(1, 17)]
        assert all(one.carries and one.way for one in handovers.profiles().values())

    @pytest.mark.parametrize("code", handovers.profiles())
    def test_complete_ones_miss_nothing(self, code: str) -> None:
        carried = frozenset(handovers.profile(code).carries)

        assert handovers.missing(code, carried, on=ON).value == ()


@pytest.mark.rule("B4.3-custody")
@pytest.mark.rule("B4.3-trial")
class TestEnds:
    @pytest.mark.parametrize("stage", limits.Stage)
    def test_every_stage_ends_after_it_starts_and_cites_the_criminal_law_alone(
        self, stage: limits.Stage
    ) -> None:
        found = limits.ends(stage, ON)

        assert found.value > ON
        assert "民事诉讼法" not in {one.title for one in found.basis}
        assert all("民" not in str(one)[:1] for one in found.basis)
