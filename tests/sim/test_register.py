"""The registers of the training court: what they know, and what they answer by rule."""

import pytest

from sim import identity
from sim.check_digits import is_credit_code, is_identity_number

ZHANG = "330902198503070006"
FIRM = "91310115000000019M"


def person(name: str, number: str) -> object:
    return identity.answer("identity.person", {"name": name, "number": number})[1]["result"]


def firm(**asked: str) -> dict[str, object]:
    known = {"name": "上海云帆船舶配件有限公司", "code": FIRM, "legal_representative": "张澄"}
    return identity.answer("identity.organisation", known | asked)[1]


class TestPerson:
    def test_matches_whom_it_knows(self) -> None:
        assert person("张澄", ZHANG) == "match"

    def test_contradicts_another_name_for_a_number_it_knows(self) -> None:
        assert person("李潮", ZHANG) == "mismatch"

    def test_matches_any_name_for_a_stranger_with_right_check_digits(self) -> None:
        assert person("周喆", "110101199001010007") == "match"

    @pytest.mark.parametrize(
        "number", ["330902198503070007", "330902198513070006", "3309021985030700", "", "张" * 18]
    )
    def test_does_not_know_a_number_that_cannot_be(self, number: str) -> None:
        assert person("张澄", number) == "unknown"


class TestOrganisation:
    def test_matches_what_it_knows(self) -> None:
        assert firm()["result"] == "match"

    def test_says_what_differs(self) -> None:
        assert firm(name="上海云帆有限公司")["differs"] == ["name"]
        assert firm(legal_representative="李潮")["differs"] == ["legal_representative"]

    def test_says_that_one_is_deregistered(self) -> None:
        found = firm(
            name="舟山旧港贸易有限公司", code="913309020000000352", legal_representative="李潮"
        )

        assert (found["result"], found["state"]) == ("match", "注销")

    def test_does_not_know_a_code_that_cannot_be(self) -> None:
        assert firm(code=FIRM[:-1] + "A")["result"] == "unknown"


def test_everybody_in_the_register_has_right_check_digits() -> None:
    assert all(is_identity_number(number) for number in identity.PEOPLE)
    assert all(is_credit_code(code) for code in identity.ORGANISATIONS)
