"""One act on many: chosen, each for itself, gone on with, never twice."""

from dataclasses import replace
from datetime import datetime

import pytest

from tests.cast import AT, Cast, acting, on_stage
from yunting.core import bulk
from yunting.core.actor import Actor, Retry
from yunting.core.bulk import Item, NothingChosen
from yunting.core.models import Account, Bulk, BulkResult
from yunting.lib.errors import NotVisible, Refused

pytestmark = pytest.mark.django_db
done: list[int] = []


class TooOdd(Refused):
    """Only even numbers are counted."""


FAILURES = {"odd": TooOdd("这是单数。"), "gone": NotVisible(), "bug": ZeroDivisionError()}


def count(ref: int, argument: str, account: Account, at: datetime) -> str:
    if argument:
        raise {"odd": TooOdd("这是单数。"), "gone": NotVisible(), "bug": ZeroDivisionError()}[
            argument
        ]
    done.append(ref)
    return f"数到{ref}"


bulk.register("test.count", count)


@pytest.fixture
def cast() -> Cast:
    done.clear()
    return on_stage()


def items(*arguments: str) -> list[Item]:
    return [Item(place, f"第{place}份", argument) for place, argument in enumerate(arguments)]


def results(run: Bulk) -> list[tuple[str, str]]:
    return list(run.items.order_by("position").values_list("result", "message"))


class TestStart:
    def test_refuses_when_nothing_is_chosen(self, cast: Cast) -> None:
        with pytest.raises(NothingChosen, match="至少勾选一份"):
            bulk.start("test.count", [], by=acting(cast.zhou), at=AT)

    def test_refuses_more_than_the_most(self, cast: Cast) -> None:
        with pytest.raises(NothingChosen, match="一次最多1000份，您勾选了1001份"):
            bulk.start("test.count", items(*[""] * 1_001), by=acting(cast.zhou), at=AT)

        assert not Bulk.objects.exists()

    def test_under_the_key_of_a_form_sent_before_returns_the_first_run(self, cast: Cast) -> None:
        by = replace(acting(cast.zhou), retry=Retry("k" * 32, b""))

        first = bulk.start("test.count", items(""), by=by, at=AT)
        again = bulk.start("test.count", [], by=by, at=AT)
        of_another = bulk.start(
            "test.count", items(""), by=replace(acting(cast.sun), retry=by.retry), at=AT
        )

        assert first == again != of_another

    def test_is_somebodys(self, cast: Cast) -> None:
        with pytest.raises(TypeError):
            bulk.start("test.count", items(""), by=Actor.court(), at=AT)


class TestCarryOn:
    def test_tells_what_became_of_each_and_one_failing_stops_none(self, cast: Cast) -> None:
        run = bulk.start(
            "test.count", items("", "odd", "gone", "bug", ""), by=acting(cast.zhou), at=AT
        )

        bulk.carry_on(bulk=run.pk)

        assert done == [0, 4]
        assert results(run) == [
            (BulkResult.DONE, "数到0"),
            (BulkResult.REFUSED, "这是单数。"),
            (BulkResult.REFUSED, "没有找到，或者您无权办理。"),
            (BulkResult.FAILED, "系统出错，已经记录。请稍后单独办理这一份。"),
            (BulkResult.DONE, "数到4"),
        ]
        progress = bulk.progress(run)
        assert (progress.done, progress.refused, progress.waiting) == (2, 3, 0)

    def test_goes_on_where_it_stopped_and_does_nothing_twice(self, cast: Cast) -> None:
        run = bulk.start("test.count", items("", "", ""), by=acting(cast.zhou), at=AT)
        assert bulk._one(run, at=AT)
        assert bulk.progress(run).whole == 3

        bulk.carry_on(bulk=run.pk)
        bulk.carry_on(bulk=run.pk)

        assert done == [0, 1, 2]
