"""The people of a story have no JavaScript: what their form client reads, sends and refuses."""

import json
import subprocess
import sys

import pytest

from yunting.project.database import ROOT
from yunting.project.stories import html
from yunting.project.stories.figures import Figures
from yunting.project.stories.html import FilledForm, NoSuchButton, NoSuchField

PAGE = """
<main><h1>您 是<br>谁</h1><script>not read</script>
<form method="post" action="/send/" id="f">
  <input type="hidden" name="form_key" value="k1">
  <input name="name" value="张澄"><input name="off" disabled value="x">
  <textarea name="note">
第一行</textarea>
  <select name="kind"><option value=""></option><option value="a" selected>甲</option></select>
  <input type="radio" name="yes" value="yes"><input type="radio" name="yes" value="no" checked>
  <input type="checkbox" name="ways" value="sms" checked>
  <input type="checkbox" name="ways" value="email">
  <button name="remove" value="1">删去</button>
  <button class="btn main-action">保存并继续</button>
</form>
<input type="checkbox" name="path" value="p" form="f"></main>
"""


@pytest.fixture
def form() -> FilledForm:
    page = html.read(PAGE)
    found = page.first("form")
    assert found is not None
    return FilledForm(page, found)


class TestForm:
    def test_stands_as_a_browser_would_send_it(self, form: FilledForm) -> None:
        assert form.values == {
            "form_key": ["k1"],
            "name": ["张澄"],
            "note": ["第一行"],
            "kind": ["a"],
            "yes": ["no"],
            "ways": ["sms"],
        }

    def test_asks_for_what_can_be_seen_also_outside_the_form(self, form: FilledForm) -> None:
        assert form.names == ["name", "note", "kind", "yes", "ways", "path"]

    def test_ticks_several_boxes_and_chooses_one_option(self, form: FilledForm) -> None:
        form.fill("ways", "sms email")
        form.fill("yes", "yes")

        assert (form.values["ways"], form.values["yes"]) == (["sms", "email"], ["yes"])

    @pytest.mark.parametrize(("name", "value"), [("yes", "maybe"), ("kind", "z"), ("age", "3")])
    def test_refuses_what_is_not_offered(self, form: FilledForm, name: str, value: str) -> None:
        with pytest.raises(NoSuchField):
            form.fill(name, value)

    def test_presses_the_main_button_or_the_one_that_is_named(self, form: FilledForm) -> None:
        assert form.button("") == ("", "")
        assert form.button("删去") == ("remove", "1")
        with pytest.raises(NoSuchButton):
            form.button("撤回")

    def test_reads_words_and_no_scripts(self) -> None:
        page = html.read(PAGE)

        heading = page.first("h1")
        assert heading is not None
        assert heading.text == "您 是谁"
        assert "not read" not in page.text


class TestFigures:
    def test_keeps_each_difference_and_shows_it(self) -> None:
        said: list[str] = []
        figures = Figures(said.append)

        figures.same("the fee", "50.00", "50.00")
        figures.same("the receipt", "A", "B")

        assert figures.differences == ["the receipt: 'A' ≠ 'B'"]
        assert said == ["    ✓ the fee", "    ✗ the receipt: 'A' ≠ 'B'"]


def test_a_story_that_cannot_go_on_ends_with_1_and_says_why() -> None:
    played = subprocess.run(
        [
            *(sys.executable, "-m", "yunting.project.command", "story", "paperless"),
            *("--at", "http://localhost:1", "--json-only"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    told = json.loads(played.stdout)
    assert played.returncode == 1
    assert not told["held"]
    assert told["differences"]
