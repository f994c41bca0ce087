"""Causes of action and the court the maritime ones belong to."""

from datetime import date

import pytest

from yunting.rules import causes, jurisdiction

ON = date(2026, 3, 2)


@pytest.mark.rule("A4.4-causes")
class TestEdition:
    def test_has_every_code_and_name_once(self) -> None:
        listed = causes.every(on=ON).value

        assert len({cause.code for cause in listed}) == len(listed)
        assert len({cause.name for cause in listed}) == len(listed)
        assert all(1 <= cause.number <= 514 for cause in listed)

    def test_knows_the_way_up_from_a_part(self) -> None:
        cause = causes.by_code("2025:88.8", on=ON).value

        assert (cause.level, cause.parent, cause.level_two) == (4, "买卖合同纠纷", "合同纠纷")


@pytest.mark.rule("A4.4-use")
class TestLowest:
    def test_takes_the_deepest_that_fits(self) -> None:
        sale = causes.by_code("2025:88", on=ON).value
        online = causes.by_code("2025:88.8", on=ON).value

        assert causes.lowest((sale, online), on=ON).value is online

    def test_refuses_a_choice_of_nothing(self) -> None:
        with pytest.raises(causes.NoSuchCause):
            causes.lowest((), on=ON)


@pytest.mark.rule("JUR-11")
class TestMaritime:
    @pytest.mark.parametrize(
        ("number", "redirected"),
        [(216, False), (217, True), (275, True), (276, False), (490, False), (491, True),
         (497, True), (498, False)],
    )  # fmt: skip
    def test_redirects_exactly_the_maritime_ranges(self, number: int, redirected: bool) -> None:
        cause = causes.Cause(2025, number, None, "某纠纷", "", "", "")

        found = jurisdiction.maritime_court(cause, on=ON)

        assert found.value == ("浙72" if redirected else None)

    def test_tells_the_party_where_to_go(self) -> None:
        cause = causes.by_name("船员劳务合同纠纷", on=ON).value

        assert "宁波海事法院" in " ".join(jurisdiction.maritime_court(cause, on=ON).reasons)

    def test_leaves_a_sale_here(self) -> None:
        cause = causes.by_name("买卖合同纠纷", on=ON).value

        assert jurisdiction.maritime_court(cause, on=ON).value is None
