"""What holds of every list of names: nobody's given name survives, nobody shares an alias."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunting.rules.names.anonymiser import Name, anonymise, replaced
from yunting.rules.parameter import parameter

ON = date(2026, 3, 2)
SURNAMES = parameter("design.compound_surnames", on=ON).words
NAMES = st.builds(
    lambda surname, given: surname + given,
    st.sampled_from(("张", "李", "欧", "阳", *SURNAMES[:6])),
    st.text("小明修文三四五", min_size=1, max_size=2),
)


@pytest.mark.rule("P-PUB-3")
class TestAnonymise:
    @given(st.lists(NAMES, max_size=12))
    def test_two_names_never_share_an_alias_and_one_never_has_two(self, names: list[str]) -> None:
        aliases = anonymise(tuple(map(Name, names)), on=ON).value

        pairs = {(one.name, one.alias) for one in aliases}
        assert [one.name for one in aliases] == names
        assert len(pairs) == len(set(names)) == len({alias for _, alias in pairs})

    @given(st.lists(NAMES, min_size=1, max_size=8, unique=True))
    def test_numbers_of_equal_results_leave_no_gap(self, names: list[str]) -> None:
        aliases = anonymise(tuple(map(Name, names)), on=ON).value

        for stem in {one.alias.rstrip("0123456789") for one in aliases}:
            numbers = [
                one.alias.removeprefix(stem) for one in aliases if one.alias.startswith(stem)
            ]
            assert numbers == [""] or numbers == [str(n + 1) for n in range(len(numbers))]

    def test_knows_each_compound_surname_once_and_of_two_letters(self) -> None:
        assert len(set(SURNAMES)) == len(SURNAMES)
        assert {len(surname) for surname in SURNAMES} == {2}


@pytest.mark.rule("B6.3-algorithm")
class TestReplaced:
    def test_replaces_everywhere_and_the_longest_first(self) -> None:
        aliases = anonymise((Name("张三"), Name("张三丰"), Name("欧阳修文")), on=ON).value

        text = replaced("张三丰与张三、欧阳修文；张三付款。", aliases)

        assert text == "张某2与张某1、欧阳某；张某1付款。"

    @given(st.lists(NAMES, min_size=1, max_size=5, unique=True))
    def test_leaves_no_name_standing_between_others(self, names: list[str]) -> None:
        aliases = anonymise(tuple(map(Name, names)), on=ON).value

        text = replaced("、".join(names), aliases)

        assert text == "、".join(one.alias for one in aliases)
