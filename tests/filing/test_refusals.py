"""What the forms and the desk refuse, each by its name, and what is left behind: nothing."""

from datetime import timedelta

import pytest

from tests.cast import AT, Cast, acting
from tests.filing.build import FAULTS, submitted
from yunting.core import versions
from yunting.core.models import Event
from yunting.core.versions import MovedOn
from yunting.filing.forms import kinds
from yunting.filing.forms.elements import Field, Kind, Option
from yunting.filing.forms.kinds import NotAnEmail, NotAnOption, NotANumber, NotPositive
from yunting.filing.forms.starting import MaritimeMatter, NotOnlineYet, StartForm
from yunting.filing.models import Filing
from yunting.filing.services import decision, review, taking_over
from yunting.filing.services.taking_over import AlreadyYours, NoReasonToTakeOver
from yunting.lib import clock
from yunting.lib.text import Misread

ON = clock.day_of(AT)


class TestRead:
    @pytest.mark.parametrize(
        ("field", "typed", "refusal"),
        [
            (Field(path="a", label="币种", kind=Kind.CHOICE), "比特币", NotAnOption),
            (Field(path="a", label="份数", kind=Kind.NUMBER), "三份半", NotANumber),
            (Field(path="a", label="份数", kind=Kind.NUMBER), "0", NotANumber),
            (Field(path="a", label="邮箱", kind=Kind.EMAIL), "zhang@", NotAnEmail),
            (Field(path="a", label="价款", kind=Kind.AMOUNT, positive=True), "0.00", NotPositive),
        ],
    )
    def test_says_what_cannot_stand(self, field: Field, typed: str, refusal: type[Misread]) -> None:
        with pytest.raises(refusal) as refused:
            kinds.read(field, typed, on=ON, options=(Option("cny", "人民币"),))

        assert refused.value.message
        assert refused.value.remedy


@pytest.mark.django_db
class TestStart:
    @pytest.mark.parametrize(
        ("typed", "refusal"),
        [
            ({"kind": "sale-contract", "maritime": "yes"}, MaritimeMatter),
            ({"kind": "other", "maritime": "no"}, NotOnlineYet),
        ],
    )
    def test_sends_on_what_cannot_be_begun_here(self, typed: dict[str, str], refusal: type) -> None:
        form = StartForm(typed, principals=(), on=ON)

        assert not form.is_valid()
        assert isinstance(form.refusal, refusal)  # type: ignore[attr-defined]


@pytest.fixture
def filing(cast: Cast) -> Filing:
    return submitted(cast)


class TestTakeOver:
    def test_refuses_what_is_ones_own(self, cast: Cast, filing: Filing) -> None:
        by = acting(cast.sun, filing.matter)
        taking_over.take_over(filing, reason="", by=by, at=AT)
        before = Event.objects.count()

        with pytest.raises(AlreadyYours):
            taking_over.take_over(filing, reason="再接一次", by=by, at=AT)

        assert Event.objects.count() == before

    def test_refuses_a_colleagues_without_a_reason(self, cast: Cast, filing: Filing) -> None:
        taking_over.take_over(filing, reason="", by=acting(cast.sun, filing.matter), at=AT)

        with pytest.raises(NoReasonToTakeOver):
            taking_over.take_over(filing, reason=" ", by=acting(cast.zhou, filing.matter), at=AT)

        filing.refresh_from_db()
        assert filing.reviewer == cast.sun


class TestActsOnAnOldPage:
    def test_are_refused_when_a_colleague_acted_meanwhile(self, cast: Cast, filing: Filing) -> None:
        seen = versions.newest(filing.matter)
        taking_over.take_over(filing, reason="", by=acting(cast.zhou, filing.matter), at=AT)

        with pytest.raises(MovedOn) as refused:
            decision.accept(
                filing, is_simple=True, seen=seen, by=acting(cast.sun, filing.matter), at=AT
            )

        assert "周岱" in refused.value.message
        assert not Event.objects.filter(kind="filing.accepted").exists()

    def test_are_taken_when_only_oneself_acted(self, cast: Cast, filing: Filing) -> None:
        by = acting(cast.sun, filing.matter)
        seen = versions.newest(filing.matter)
        taking_over.take_over(filing, reason="", by=by, at=AT)
        due = (AT + timedelta(days=10)).date()

        review.return_filing(filing, FAULTS, due_on=due, seen=seen, by=by, at=AT)

        assert Event.objects.filter(kind="filing.returned").exists()
