"""Drafts: saved per step, from two devices at once, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import AT, Cast, acting, on_stage
from yunting.core import drafts
from yunting.core.models import DraftValue, Matter
from yunting.core.versions import Changed, Saved, merge

PATHS = st.sampled_from(["a", "b", "c"])
VALUES = st.dictionaries(PATHS, st.sampled_from(["", "1", "2"]))


@given(current=VALUES, numbers=st.integers(0, 3), incoming=VALUES, seen=st.integers(0, 3))
def test_every_value_sent_is_saved_in_conflict_or_already_there(
    current: dict[str, str], numbers: int, incoming: dict[str, str], seen: int
) -> None:
    now = {p: Saved(v, numbers, "张", AT) for p, v in current.items()}

    accepted, conflicts = merge(now, incoming, seen=seen)

    left = {c.path for c in conflicts}
    for path, value in incoming.items():
        same = path in current and current[path] == value
        empty = path not in current and value == ""
        assert (path in accepted) + (path in left) + (same or empty) == 1


@pytest.mark.django_db
class TestSave:
    @pytest.fixture
    def cast(self) -> Cast:
        return on_stage()

    @pytest.fixture
    def matter(self, cast: Cast) -> Matter:
        return Matter.objects.create(court=cast.court, code="TEST", opened_at=AT)

    def test_keeps_each_value_and_another_device_goes_on(self, cast: Cast, matter: Matter) -> None:
        by = acting(cast.zhang, matter)
        draft = drafts.draft_of(matter, "sale")
        drafts.save(draft, {"price": "100", "goods": "螺杆"}, seen=0, by=by, at=AT)

        saved = drafts.save(draft, {"price": "200"}, seen=1, by=by, at=AT)

        assert saved.number == 2
        assert drafts.values(draft) == {"price": "200", "goods": "螺杆"}
        assert DraftValue.objects.filter(path="price").count() == 2

    def test_two_on_one_field_are_told_who_and_when_and_both_values_live(
        self, cast: Cast, matter: Matter
    ) -> None:
        draft = drafts.draft_of(matter, "sale")
        drafts.save(draft, {"price": "100"}, seen=0, by=acting(cast.zhang, matter), at=AT)
        drafts.save(draft, {"price": "200"}, seen=1, by=acting(cast.li, matter), at=AT)

        with pytest.raises(Changed) as refused:
            drafts.save(
                draft,
                {"price": "300", "goods": "螺杆"},
                seen=1,
                by=acting(cast.zhang, matter),
                at=AT,
            )

        (conflict,) = refused.value.conflicts
        assert (conflict.theirs.value, conflict.yours) == ("200", "300")
        assert "李潮在09:30修改" in refused.value.message
        assert drafts.values(draft) == {"price": "200", "goods": "螺杆"}

    def test_saving_the_same_again_changes_nothing(self, cast: Cast, matter: Matter) -> None:
        by = acting(cast.zhang, matter)
        draft = drafts.draft_of(matter, "sale")
        drafts.save(draft, {"price": "100"}, seen=0, by=by, at=AT)

        again = drafts.save(draft, {"price": "100"}, seen=0, by=by, at=AT)

        assert again.number == 1

    def test_emptying_a_field_is_a_value_too(self, cast: Cast, matter: Matter) -> None:
        by = acting(cast.zhang, matter)
        draft = drafts.draft_of(matter, "sale")
        drafts.save(draft, {"price": "100"}, seen=0, by=by, at=AT)
        drafts.save(draft, {"price": ""}, seen=1, by=by, at=AT)

        assert drafts.values(draft) == {}
