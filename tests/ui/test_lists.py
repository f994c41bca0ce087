"""The list engine on real rows: every row once, both ways, at the same few queries."""

import csv
import io
from collections.abc import Iterable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict, StreamingHttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yunting.core.models import Person, PersonKind
from yunting.ui.export import guarded
from yunting.ui.lists import Column, Filter, Listing, State

pytestmark = pytest.mark.django_db

PEOPLE = Listing[Person](
    name="people",
    title="人员",
    columns=(
        Column("name", "姓名", lambda p: p.name),
        Column("kind", "类型", lambda p: p.get_kind_display(), kind="badge"),
        Column("number", "证件号码", lambda p: p.id_number, optional=True),
    ),
    link=lambda p: f"/people/{p.pk}/",
    order=("-name", "-pk"),
    filters=(
        Filter("q", "姓名", lambda rows, text: rows.filter(name__contains=text)),
        Filter("id", "证件", lambda rows, kind: rows.filter(id_kind=kind), (("unknown", "未知"),)),
    ),
    states=tuple(State(value, label) for value, label in PersonKind.choices),
    state_field="kind",
    page_size=4,
)


def people(names: Iterable[str], kind: str = PersonKind.NATURAL) -> QuerySet[Person]:
    made = Person.objects.bulk_create([Person(kind=kind, name=name) for name in names])
    return Person.objects.filter(pk__in=[person.pk for person in made])


def page(rows: QuerySet[Person], address: str = "", chosen: Iterable[str] = ()):  # type: ignore[no-untyped-def]
    asked = QueryDict(address.partition("?")[2])
    return PEOPLE.page(rows, asked, path="/people/", chosen=frozenset(chosen))


def names_on(listed) -> list[str]:  # type: ignore[no-untyped-def]
    return [row.subject.name for row in listed.rows]


class TestPages:
    @settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
    @given(st.lists(st.sampled_from("甲乙丙丁"), max_size=14))
    def test_show_every_row_once_forward_and_back(self, names: list[str]) -> None:
        with transaction.atomic():
            rows = people(names)
            wanted = list(rows.order_by("-name", "-pk"))

            listed, forward = page(rows), []
            forward += [row.subject for row in listed.rows]
            while listed.next:
                listed = page(rows, listed.next)
                forward += [row.subject for row in listed.rows]
            back = [row.subject for row in listed.rows]
            while listed.previous:
                listed = page(rows, listed.previous)
                back = [row.subject for row in listed.rows] + back

            assert forward == wanted
            assert back == wanted
            assert list(PEOPLE.walk(rows, at_once=3)) == wanted
            transaction.set_rollback(True)

    def test_keep_their_place_when_a_row_is_added_in_front(self) -> None:
        rows = people("甲乙丙丁戊己")
        first = page(rows)
        seen = names_on(first)

        Person.objects.create(kind=PersonKind.NATURAL, name="龘")

        second = names_on(page(Person.objects.filter(name__in="甲乙丙丁戊己龘"), first.next))
        assert sorted(seen + second) == sorted("甲乙丙丁戊己")

    def test_take_a_forged_place_for_the_beginning(self) -> None:
        rows = people("甲乙")

        assert names_on(page(rows, "?after=WyJ4IiwxXQ")) == names_on(page(rows))

    def test_cost_the_same_queries_however_many_rows(self) -> None:
        few, many = people("甲"), people(["乙"] * 60)

        for rows in (few, many):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                page(rows, "?q=乙")
            assert len(queries) == 2

    def test_refuse_to_be_ordered_both_ways(self) -> None:
        with pytest.raises(TypeError):
            Listing[Person](
                name="x", title="", columns=(), link=lambda p: "", order=("-name", "pk")
            )


class TestFilters:
    def test_stay_in_the_address_of_the_next_page(self) -> None:
        listed = page(people(["乙"] * 9), "?q=乙&state=natural")

        assert "q=%E4%B9%99" in listed.next
        assert "state=natural" in listed.next
        assert ("state", "natural") in listed.kept

    def test_start_again_at_the_beginning_when_changed(self) -> None:
        rows = people(["乙"] * 9)
        second = page(rows, page(rows).next)

        assert all("after" not in count.href for count in second.counts)

    def test_count_by_state_under_the_other_filters(self) -> None:
        rows = people("甲甲乙") | people("甲", PersonKind.LEGAL)

        listed = page(rows, "?q=甲&state=legal")

        assert [(c.label, c.number) for c in listed.counts] == [
            ("全部", 3),
            ("自然人", 2),
            ("法人", 1),
            ("非法人组织", 0),
        ]
        assert names_on(listed) == ["甲"]
        assert [c.label for c in listed.counts if c.is_current] == ["法人"]

    def test_ignore_what_is_no_option(self) -> None:
        rows = people("甲乙")

        assert len(page(rows, "?id=elsewhere&state=none").rows) == 2


def request(address: str, **cookies: str) -> HttpRequest:
    made = RequestFactory().get(address)
    made.COOKIES.update(cookies)
    made.user = AnonymousUser()
    return made


class TestAnswer:
    def test_keeps_the_chosen_columns_in_the_browser(self) -> None:
        rows = people("甲")

        answer = PEOPLE.answer(request("/people/?columns=&columns=number"), rows, "ui/help.html")

        assert answer.cookies["columns-people"].value == "number"

    def test_forgets_them_when_none_is_chosen(self) -> None:
        asked = request("/people/?columns=", **{"columns-people": "number"})

        answer = PEOPLE.answer(asked, people("甲"), "ui/help.html")

        assert answer.cookies["columns-people"].value == ""

    def test_exports_what_is_shown_and_no_formula(self) -> None:
        people(["=HYPERLINK(1)", "甲", "乙"])
        rows = Person.objects.filter(name__in=["=HYPERLINK(1)", "甲", "乙"])

        answer = PEOPLE.answer(
            request("/people/?format=csv", **{"columns-people": "number"}), rows, "ui/help.html"
        )

        assert isinstance(answer, StreamingHttpResponse)
        text = b"".join(answer).decode()
        assert text.startswith("\ufeff")
        table = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
        assert table[0] == ["姓名", "类型", "证件号码"]
        assert [line[0] for line in table[1:]] == ["甲", "乙", "'=HYPERLINK(1)"]


class TestGuarded:
    @pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1+1"])
    def test_hides_a_formula(self, text: str) -> None:
        assert guarded(text) == f"'{text}"

    @pytest.mark.parametrize("text", ["", "甲", "1-1", "a@b"])
    def test_leaves_words_alone(self, text: str) -> None:
        assert guarded(text) == text
