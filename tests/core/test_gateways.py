"""Asking a neighbour: an answer, or a sentence and a question that is kept."""

import pytest

from tests.neighbours import Program
from yunting.core import gateways, keys, outbox
from yunting.core.models import Circuit, OutboxMessage, OutboxState
from yunting.lib import clock

ZHANG = {"name": "张澄", "number": "330902198503070006"}
pytestmark = pytest.mark.django_db


def ask(body: dict[str, str], key: str = "account:1") -> object:
    return gateways.ask("identity", "identity.person", body, key=key)


class TestAsk:
    def test_brings_the_answer_of_a_neighbour_it_has_just_met(self, neighbours: Program) -> None:
        assert ask(ZHANG) == {"result": "match"}

    def test_keeps_nothing_when_answered(self, neighbours: Program) -> None:
        ask(ZHANG)

        assert not OutboxMessage.objects.exists()

    def test_asks_about_an_organisation(self, neighbours: Program) -> None:
        answer = gateways.ask(
            "identity",
            "identity.organisation",
            {
                "name": "上海云帆船舶配件有限公司",
                "code": "91310115000000019M",
                "legal_representative": "李潮",
            },
            key="firm:1",
        )

        assert answer["result"] == "mismatch"
        assert answer["differs"] == ["legal_representative"]
        assert answer["state"] == "存续"

    def test_a_slow_neighbour_gets_a_sentence_and_the_question_is_kept(
        self, neighbours: Program
    ) -> None:
        neighbours.behave("identity", delay_ms=4_000)

        with pytest.raises(gateways.NeighbourSilent) as silent:
            ask(ZHANG)

        assert silent.value.code == "neighbour-silent"
        assert silent.value.message == "身份核验系统暂时没有回应。您填写的内容已保存。"
        assert OutboxMessage.objects.get().state == OutboxState.QUEUED

    def test_asking_again_is_the_same_message_and_settles_what_was_kept(
        self, neighbours: Program
    ) -> None:
        neighbours.behave("identity", outage=True)
        with pytest.raises(gateways.NeighbourSilent):
            ask(ZHANG)
        neighbours.behave("identity")

        assert ask(ZHANG) == {"result": "match"}

        kept = OutboxMessage.objects.get()
        assert kept.state == OutboxState.ACKNOWLEDGED
        assert {m["id"] for m in neighbours.messages()} == {str(kept.message_id)}

    def test_a_corrected_name_is_another_question(self, neighbours: Program) -> None:
        neighbours.behave("identity", outage=True)
        for name in ("张程", "张澄"):
            with pytest.raises(gateways.NeighbourSilent):
                ask({**ZHANG, "name": name})

        assert OutboxMessage.objects.count() == 2

    def test_a_refusal_is_final_and_kept_nowhere(self, neighbours: Program) -> None:
        neighbours.behave("identity", refuse=True)

        with pytest.raises(gateways.NeighbourUnwilling, match="暂停受理"):
            ask(ZHANG)

        assert not OutboxMessage.objects.exists()

    @pytest.mark.parametrize("wrong", ["correlation", "signature"])
    def test_does_not_believe_a_wrong_answer(self, neighbours: Program, wrong: str) -> None:
        neighbours.behave("identity", wrong=wrong)

        with pytest.raises(gateways.NeighbourSilent):
            ask(ZHANG)

    def test_leaves_a_dead_neighbour_alone_after_five_failures(self, neighbours: Program) -> None:
        neighbours.behave("identity", outage=True)
        for number in range(5):
            with pytest.raises(gateways.NeighbourSilent):
                ask(ZHANG, key=f"account:{number}")
        heard = len(neighbours.messages())

        with pytest.raises(gateways.NeighbourSilent):
            ask(ZHANG, key="account:9")

        assert len(neighbours.messages()) == heard
        circuit = Circuit.objects.get()
        assert circuit.failures == 5
        assert circuit.open_until is not None
        assert circuit.open_until > clock.machine_now()

    def test_goes_on_when_the_courts_clock_was_moved(self, neighbours: Program) -> None:
        neighbours.post("/admin/clock", {"offset_seconds": "86400"})

        assert ask(ZHANG) == {"result": "match"}


class TestKeys:
    def test_the_private_key_is_for_the_court_alone(self, neighbours: Program) -> None:
        keys.own_key()

        assert (keys.folder() / "court.key").stat().st_mode & 0o777 == 0o600

    def test_stays_the_same(self, neighbours: Program) -> None:
        assert keys.own_public_pem() == keys.own_public_pem()


class TestKeep:
    def test_what_was_kept_waits_for_the_worker(self, neighbours: Program) -> None:
        neighbours.behave("identity", outage=True)
        with pytest.raises(gateways.NeighbourSilent):
            ask(ZHANG)

        assert outbox.waiting(at=clock.machine_now()) == ("identity",)
