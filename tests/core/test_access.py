"""The only door: what may be seen is found with its actor and on the record, the rest is 404."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast, on_stage
from tests.filing.build import drafted, submitted
from yunting.core.access import actor_for, get_for, retry_of
from yunting.core.models import Account, Matter, Reading
from yunting.core.roles import Role
from yunting.filing.models import Filing
from yunting.lib.errors import NotVisible

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return on_stage()


@pytest.fixture
def filing(cast: Cast) -> Filing:
    return submitted(cast)


def asked_by(account: Account | None, **posted: str) -> HttpRequest:
    requests = RequestFactory()
    request = requests.post("/x/", posted) if posted else requests.get("/x/")
    request.user = account or AnonymousUser()
    return request


class TestGetFor:
    def test_gives_the_object_and_who_one_is_in_its_matter(
        self, cast: Cast, filing: Filing
    ) -> None:
        found, actor = get_for(asked_by(cast.zhang), Filing, pk=filing.pk)

        assert found == filing
        assert Role.FILER in actor.roles

    def test_writes_down_who_looked(self, cast: Cast, filing: Filing) -> None:
        get_for(asked_by(cast.sun), Matter, code=filing.matter.code)

        look = Reading.objects.get()
        assert (look.account, look.what, look.ref) == (cast.sun, "core.matter", filing.matter_id)

    @pytest.mark.parametrize("who", ["qian", "li", "wang"])
    def test_knows_nothing_for_a_stranger_the_other_side_or_a_colleague_it_is_not_for(
        self, cast: Cast, filing: Filing, who: str
    ) -> None:
        with pytest.raises(NotVisible):
            get_for(asked_by(getattr(cast, who)), Filing, pk=filing.pk)

        assert not Reading.objects.exists()

    def test_answers_the_same_for_what_does_not_exist(self, cast: Cast) -> None:
        with pytest.raises(NotVisible):
            get_for(asked_by(cast.zhang), Filing, pk=404)

    def test_keeps_a_draft_from_the_court(self, cast: Cast) -> None:
        draft = drafted(cast)

        with pytest.raises(NotVisible):
            get_for(asked_by(cast.sun), Matter, code=draft.matter.code)

    def test_is_shut_for_nobody(self, filing: Filing) -> None:
        with pytest.raises(NotVisible):
            get_for(asked_by(None), Filing, pk=filing.pk)

    @pytest.mark.parametrize("model", [Matter, Filing])
    def test_costs_three_queries(
        self,
        cast: Cast,
        filing: Filing,
        model: type[Model],
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        pk = filing.matter_id if model is Matter else filing.pk
        request = asked_by(cast.sun)

        with django_assert_num_queries(3):
            get_for(request, model, pk=pk)


class TestRetryOf:
    def test_a_read_has_none(self, cast: Cast) -> None:
        assert retry_of(asked_by(cast.zhang)) is None

    def test_is_the_forms_key_and_its_content_without_the_token(self, cast: Cast) -> None:
        first = retry_of(asked_by(cast.zhang, form_key="k", csrfmiddlewaretoken="a", x="1"))
        again = retry_of(asked_by(cast.zhang, form_key="k", csrfmiddlewaretoken="b", x="1"))
        other = retry_of(asked_by(cast.zhang, form_key="k", csrfmiddlewaretoken="a", x="2"))

        assert first is not None
        assert first == again != other

    def test_travels_in_the_actor(self, cast: Cast) -> None:
        by = actor_for(asked_by(cast.zhang, form_key="k"))

        assert by.retry is not None
        assert by.retry.key == "k"
