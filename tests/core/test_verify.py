"""Whoever owns the database can change it; nobody can do it unseen."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import httpx
import pytest
from pytest_django import Settings

from sim.witness import Witness
from tests.cast import AT
from tests.core.tampering import (
    CODE,
    as_owner,
    change_fact,
    forget_all_after,
    leave_notes,
    open_court,
    place_all,
    rebuild_tree,
    remove_fact,
    rewrite,
    sign_again,
)
from yunting.core import log_keys, witness
from yunting.core.actor import Actor
from yunting.core.models import (
    Case,
    CaseNumberSeries,
    Event,
    Matter,
    TreeHead,
)
from yunting.core.verify import numbers
from yunting.core.verify.report import Problem, Report
from yunting.core.verify.run import verify


@pytest.fixture(autouse=True)
def court(own_database: str, tmp_path: Path, settings: Settings) -> None:
    """A court with twelve facts of one dispute in its log, under three heads."""
    settings.HOME = tmp_path
    open_court()


@pytest.fixture
def fact() -> Event:
    """One of the facts, neither the first nor the last."""
    return Event.objects.filter(matter__code=CODE).order_by("pk")[5]


def found(report: Report) -> set[tuple[str, str, str, str]]:
    return {(p.code, p.kind, p.ref, p.matter) for p in report.problems}


class TestVerify:
    def test_finds_nothing_wrong_with_an_honest_court(self) -> None:
        report = verify()

        assert report.problems == []
        assert report.counts["facts"] == report.counts["entries"] == 13
        assert report.counts["personal"] == 12
        assert report.counts["heads"] == 3

    def test_counts_what_waits_for_its_place(self) -> None:
        leave_notes(2)

        report = verify()

        assert report.is_good
        assert report.counts["waiting"] == 2

    def test_reads_as_of_one_instant_page_by_page(self) -> None:
        leave_notes(2_500)
        place_all()

        report = verify()

        assert report.is_good
        assert report.counts["facts"] == report.counts["entries"] == 2_513

    def test_names_a_fact_of_which_one_byte_was_changed(self, fact: Event) -> None:
        change_fact(fact, "body = set_byte(body, 20, get_byte(body, 20) # 1)")

        report = verify()

        assert ("changed", "fact", str(fact.pk), CODE) in found(report)
        assert {p.ref for p in report.problems} == {str(fact.pk)}

    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("at", "at + interval '1 second'"),
            ("role", "'judge'"),
            ("side", "'claiming'"),
            ("audience", "'public'"),
            ("basis", "'民法典'"),
            ("channel", "'self'"),
            ("kind", "'test.other'"),
            ("account_id", "(SELECT min(id) FROM core_account)"),
            ("on_behalf_of_id", "(SELECT min(id) FROM core_person)"),
            ("matter_id", "NULL"),
            ("court_id", "NULL"),
        ],
    )
    def test_names_a_fact_of_which_a_column_was_changed(
        self, fact: Event, column: str, value: str
    ) -> None:
        change_fact(fact, f"{column} = {value}")

        (problem,) = verify().problems

        assert (problem.code, problem.kind, problem.ref) == ("column", "fact", str(fact.pk))
        assert column.removesuffix("_id") in problem.text

    def test_names_a_personal_value_that_was_changed(self, fact: Event) -> None:
        as_owner("UPDATE core_eventpersonal SET value = '1' WHERE event_id = %(id)s", id=fact.pk)

        (problem,) = verify().problems

        assert problem == Problem(
            "personal", "fact", str(fact.pk), CODE, "个人信息“text”与事实中的承诺值不符"
        )

    def test_counts_a_sealed_value_and_goes_on(self, fact: Event) -> None:
        as_owner("DELETE FROM core_eventpersonal WHERE event_id = %(id)s", id=fact.pk)

        report = verify()

        assert report.is_good
        assert report.counts["sealed"] == 1

    def test_names_a_fact_written_past_the_log(self, fact: Event) -> None:
        fact.pk, fact.key = None, None
        fact.save(force_insert=True)

        assert found(verify()) == {("no-leaf", "fact", str(fact.pk), CODE)}

    def test_names_a_fact_that_is_gone(self, fact: Event) -> None:

        remove_fact(fact)

        assert found(verify()) == {("no-fact", "fact", str(fact.pk), "")}

    def test_names_the_last_fact_when_it_is_gone(self) -> None:
        last = Event.objects.latest("pk")
        remove_fact(last)

        assert found(verify()) == {("no-fact", "fact", str(last.pk), "")}

    def test_names_a_fact_whose_leaf_was_changed_along(self, fact: Event) -> None:
        rewrite(fact)

        assert found(verify()) == {("entry", "fact", str(fact.pk), CODE)}

    def test_names_the_first_head_when_the_whole_tree_was_rebuilt(self, fact: Event) -> None:
        rewrite(fact)
        rebuild_tree()

        report = verify()

        assert found(report) == {("root", "head", "9", ""), ("root", "head", "13", "")}
        assert "第 5 至 8 号" in report.problems[0].text

    def test_names_a_node_that_was_changed(self) -> None:
        as_owner("UPDATE core_treenode SET hash = sha256('x') WHERE level = 1 AND index = 2")

        named = found(verify())

        assert {("node", "node", "1/2", ""), ("node", "node", "2/1", "")} <= named
        assert ("node", "node", "1/1", "") not in named

    def test_names_a_node_too_many_by_their_number(self) -> None:
        as_owner("INSERT INTO core_treenode (level, index, hash) VALUES (40, 7, sha256('x'))")

        assert {code for code, *_ in found(verify())} == {"node"}

    def test_names_a_place_that_is_gone(self) -> None:
        as_owner("DELETE FROM core_logentry WHERE index = 6")

        named = found(verify())

        assert ("gap", "entry", "6", "") in named
        assert {code for code, *_ in named} == {"gap", "lost"}

    def test_names_a_leaf_that_lost_its_place_while_waiting(self) -> None:
        (fact,) = leave_notes(1)
        as_owner("DELETE FROM core_pendingleaf")

        assert found(verify()) == {("lost", "fact", str(fact.pk), "")}

    def test_names_a_leaf_that_waits_though_it_has_a_place(self, fact: Event) -> None:
        as_owner(
            "INSERT INTO core_pendingleaf (leaf_id) SELECT id FROM core_leaf WHERE ref = %(id)s",
            id=fact.pk,
        )

        assert found(verify()) == {("twice", "fact", str(fact.pk), CODE)}

    def test_names_a_leaf_of_no_known_kind(self) -> None:
        as_owner("INSERT INTO core_leaf (kind, ref, hash) VALUES ('story', 1, sha256('x'))")

        assert ("kind", "story", "1", "") in found(verify())

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE core_treehead SET signature = sha256(signature) WHERE size = 9",
            "UPDATE core_treehead SET at = at + interval '1 second' WHERE size = 9",
        ],
    )
    def test_names_a_head_the_court_did_not_sign_so(self, change: str) -> None:
        as_owner(change)

        assert found(verify()) == {("signature", "head", "9", "")}

    def test_names_entries_that_no_head_covers(self) -> None:
        as_owner("DELETE FROM core_treehead WHERE size = 13")

        assert found(verify()) == {("end", "head", "9", "")}

    def test_names_a_key_that_was_not_published(self) -> None:
        as_owner("UPDATE core_logkey SET exponent = 3")

        assert {"key", "signature"} == {code for code, *_ in found(verify())}

    def test_follows_a_key_through_its_rotation(self) -> None:
        log_keys.rotate(by=Actor.court(), at=AT)
        place_all()
        report = verify()

        assert report.is_good
        assert report.counts["keys"] == 2
        assert report.counts["keys without endorsement"] == 0

    def test_counts_a_key_that_nobody_endorsed(self) -> None:
        log_keys.rotate(by=Actor.court(), at=AT, lost=True)
        place_all()

        assert verify().counts["keys without endorsement"] == 1


class TestCaseNumbers:
    @pytest.fixture
    def series(self) -> CaseNumberSeries:
        """Three numbers given, the second of which no case bears."""
        matter = Matter.objects.get(code=CODE)
        for number in (1, 3):
            Case.objects.create(
                matter=matter,
                court=matter.court,
                number=f"（2026）浙0902民初{number}号",
                type_code="民初",
                year=2026,
                sequence=number,
                cause="1",
                procedure="ordinary",
                registered_at=AT,
            )
        return CaseNumberSeries.objects.create(
            court=matter.court, type_code="民初", year=2026, last=3
        )

    def test_without_a_reason_a_gap_is_named(self, series: CaseNumberSeries) -> None:
        assert found(verify()) == {("gap", "case-number", "（2026）民初2号", "")}

    def test_a_number_past_the_last_is_named(self, series: CaseNumberSeries) -> None:
        CaseNumberSeries.objects.update(last=2)

        assert ("number", "case-number", "（2026）民初3号", "") in found(verify())

    def test_a_gap_with_a_reason_is_counted(
        self, series: CaseNumberSeries, explained: None
    ) -> None:
        report = verify()

        assert report.is_good
        assert report.counts["explained gaps"] == 1

    @pytest.fixture
    def explained(self) -> Iterator[None]:
        """Let the second number have been given back, as long as this test runs."""
        given_back = {2}
        numbers.explain_gaps_with(lambda gap: "作废" if gap.number in given_back else None)
        yield
        given_back.clear()


class TestTheWitness:
    @pytest.fixture
    def kept(self, tmp_path: Path) -> Witness:
        """A witness that was told of every head."""
        book = Witness(tmp_path / "witness.jsonl")
        told: list[int] = []
        for head in TreeHead.objects.select_related("key").order_by("size"):
            assert book.keep(witness.head_message(head, since=told))["kept"]
            told.append(head.size)
        return book

    def test_agrees_with_an_honest_court(self, kept: Witness) -> None:
        leave_notes(5)
        place_all()
        log_keys.rotate(by=Actor.court(), at=AT)
        place_all()

        report = verify(witnessed=kept.heads())

        assert report.problems == []
        assert report.counts["witnessed heads"] == 3
        assert report.counts["covered by the witness"] == 13

    def test_misses_the_last_ten_facts_and_heads_when_all_trace_of_them_is_gone(
        self, kept: Witness
    ) -> None:
        forget_all_after(3)

        assert verify().is_good
        report = verify(witnessed=kept.heads())

        assert {code for code, *_ in found(report)} == {"witness"}
        assert "现在只有 3 条：第 3 至 12 号被删除" in report.problems[-1].text

    def test_misses_them_even_when_others_took_their_places(self, kept: Witness) -> None:
        forget_all_after(3)
        leave_notes(30)
        place_all()

        assert verify().is_good
        report = verify(witnessed=kept.heads())

        assert [p.ref for p in report.problems] == ["5", "9", "13"]

    def test_sees_a_history_that_was_rewritten_and_signed_again(
        self, kept: Witness, fact: Event
    ) -> None:
        rewrite(fact)
        rebuild_tree()
        sign_again()

        assert verify().is_good
        report = verify(witnessed=kept.heads())

        assert [p.ref for p in report.problems] == ["9", "13"]
        assert "第 5 至 8 号" in report.problems[0].text

    def test_that_kept_nothing_is_no_witness(self) -> None:
        assert {code for code, *_ in found(verify(witnessed=[]))} == {"witness"}

    def test_is_asked_over_http(self, kept: Witness) -> None:
        transport = httpx.WSGITransport(app=serving(kept.heads()))

        assert witness.heads_kept("http://witness/", transport=transport) == kept.heads()

    def test_that_answers_nonsense_is_not_believed(self) -> None:
        transport = httpx.WSGITransport(app=serving({"heads": []}))

        with pytest.raises(ValueError, match="no list"):
            witness.heads_kept("http://witness", transport=transport)


def serving(answer: object) -> Callable[[WSGIEnvironment, StartResponse], list[bytes]]:
    """Return a program that answers one address with JSON."""

    def app(environment: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        assert environment["PATH_INFO"] == "/heads"
        start("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(answer).encode()]

    return app
