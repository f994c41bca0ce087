"""The draw: everybody can run it again, and nobody is favoured."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunting.rules.assignment import Candidate, NobodyToDraw, draw, fairness

CANDIDATES = st.lists(
    st.builds(
        Candidate,
        key=st.sampled_from("甲乙丙丁戊"),
        open_cases=st.integers(0, 300),
        share=st.sampled_from([Fraction(1), Fraction(1, 2)]),
    ),
    min_size=1,
    unique_by=lambda c: c.key,
)


class TestDraw:
    @given(CANDIDATES, st.text(max_size=20))
    def test_is_the_same_in_any_order_and_at_any_time(
        self, candidates: list[Candidate], seed: str
    ) -> None:
        assert draw(candidates, seed=seed) == draw(candidates[::-1], seed=seed)

    @given(CANDIDATES, st.text(max_size=20))
    def test_chances_sum_to_one_and_the_drawn_had_one(
        self, candidates: list[Candidate], seed: str
    ) -> None:
        drawn = draw(candidates, seed=seed)

        assert sum(chance for _, chance in drawn.chances) == 1
        assert dict(drawn.chances)[drawn.key] > 0

    def test_who_has_fewer_open_cases_has_the_better_chance(self) -> None:
        chances = dict(draw([Candidate("甲", 9), Candidate("乙", 0)], seed="x").chances)

        assert chances == {"甲": Fraction(1, 11), "乙": Fraction(10, 11)}

    def test_refuses_when_nobody_takes_work(self) -> None:
        with pytest.raises(NobodyToDraw):
            draw([Candidate("甲", 0, Fraction(0))], seed="x")

    def test_the_band_holds_nineteen_times_in_twenty(self) -> None:
        judges = [Candidate(k, 0) for k in "甲乙丙丁"]
        within = 0
        for run in range(100):
            draws = [draw(judges, seed=f"{run}/{n}") for n in range(100)]
            got = {k: sum(d.key == k for d in draws) for k in "甲乙丙丁"}
            within += sum(one.is_within for one in fairness(draws, got))

        assert 360 <= within <= 396


def test_a_judge_who_gets_everything_falls_out_of_the_band() -> None:
    draws = [draw([Candidate("甲", 0), Candidate("乙", 0)], seed=str(n)) for n in range(100)]

    report = fairness(draws, {"甲": 100, "乙": 0})

    assert [one.is_within for one in report] == [False, False]
