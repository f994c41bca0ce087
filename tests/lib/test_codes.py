"""Codes that can be read out, and whose misreadings are found."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from yunting.lib import codes
from yunting.lib.codes import BadCode

CODES = st.builds(
    lambda source, groups: codes.make(source.randrange, groups=groups),
    st.randoms(),
    st.integers(1, codes.MOST_GROUPS),
)


@given(CODES)
def test_reads_back_what_it_made(code: str) -> None:
    assert codes.parse(code) == code
    assert codes.parse(code.lower().replace("-", " ")) == code
    assert codes.parse(code.replace("2", "z").replace("5", "S").replace("8", "b")) == code


@given(CODES, st.data())
def test_finds_every_wrong_sign(code: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([at for at, sign in enumerate(code) if sign != "-"]))
    sign = data.draw(st.sampled_from(codes.ALPHABET))
    assume(sign != code[place])

    with pytest.raises(BadCode, match="抄错"):
        codes.parse(code[:place] + sign + code[place + 1 :])


@given(CODES, st.data())
def test_finds_every_swap(code: str, data: st.DataObject) -> None:
    signs = list(code.replace("-", ""))
    one, other = data.draw(st.tuples(*[st.integers(0, len(signs) - 1)] * 2))
    assume(signs[one] != signs[other])
    signs[one], signs[other] = signs[other], signs[one]

    with pytest.raises(BadCode):
        codes.parse("".join(signs))


def test_names_the_sign_that_does_not_occur() -> None:
    with pytest.raises(BadCode, match="第3个字符“O”") as caught:
        codes.parse("Y7O2-9QMD")
    assert caught.value.position == 3


@pytest.mark.parametrize("typed", ["", "Y7K", "----", "Y7K2-9", "2" * 10_000])
def test_refuses_a_wrong_length(typed: str) -> None:
    with pytest.raises(BadCode):
        codes.parse(typed)


def test_compares_whole_codes() -> None:
    assert codes.same("Y7K2-9QMD", "Y7K2-9QMD")
    assert not codes.same("Y7K2-9QMD", "Y7K2-9QMC")
    assert not codes.same("喆", "Y7K2-9QMC")


@pytest.mark.parametrize("groups", [0, 6])
def test_makes_no_code_of_another_size(groups: int) -> None:
    with pytest.raises(ValueError, match="groups"):
        codes.make(lambda _: 0, groups=groups)
