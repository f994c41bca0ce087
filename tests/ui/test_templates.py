"""What every template of the court keeps, read from the templates themselves."""

import re
from pathlib import Path

import pytest

from yunting.project.settings import ROOT
from yunting.ui.finders import source

TEMPLATES = sorted((ROOT / "yunting").glob("*/templates/**/*.html"))
STYLES = sorted((ROOT / "yunting").glob("*/static/**/*.css"))
CLASS_NAME = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
ONE_LINE_COMMENT = re.compile(r"\{#.*?#\}")


def words_of(template: Path) -> str:
    return ONE_LINE_COMMENT.sub("", template.read_text(encoding="utf-8"))


def name_of(template: Path) -> str:
    return str(template.relative_to(ROOT / "yunting"))


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
class TestTemplate:
    @pytest.mark.parametrize(
        "forbidden",
        [
            r"<[^>]*\sstyle\s*=",
            r"<style\b",
            r"<[^>]*\son[a-z]+\s*=",
            r"<script\b(?![^>]*\ssrc=)",
            r"javascript:",
            r"\shx-on",
            r"(?:src|href)=[\"'](?:https?:)?//",
        ],
    )
    def test_keeps_the_content_security_policy(self, template: Path, forbidden: str) -> None:
        assert not re.search(forbidden, words_of(template), re.IGNORECASE)

    def test_sends_no_form_without_its_token(self, template: Path) -> None:
        for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", words_of(template), re.S):
            assert "{% csrf_token %}" in form

    def test_explains_terms_only_where_a_block_may_stand(self, template: Path) -> None:
        words = words_of(template)
        for name in ("p", "label", "summary", "legend", "button", "h1", "h2", "h3"):
            for inside in re.findall(rf"<{name}(?:\s[^>]*)?>(.*?)</{name}>", words, re.S):
                assert "{% term " not in inside

    def test_has_a_title_if_it_is_a_page(self, template: Path) -> None:
        words = words_of(template)
        is_page = re.search(r"\{% extends (?:\"ui/(?:citizen|court|public)|frame\.)", words)
        assert not is_page or re.search(r"\{% block title %\}.+", words)

    def test_uses_only_classes_that_a_style_sheet_knows(self, template: Path) -> None:
        known = set[str]()
        for sheet in [*STYLES, source("vendor/bootstrap.css")]:
            known |= set(CLASS_NAME.findall(sheet.read_text(encoding="utf-8")))

        # What a template computes is cut out; `badge-` is then the beginning of a class.
        fixed = re.sub(r"\{\{.*?\}\}", "", re.sub(r"\{%.*?%\}", " ", words_of(template)))
        used = {
            name for value in re.findall(r"class=\"([^\"]*)\"", fixed) for name in value.split()
        }

        assert {name for name in used if not name.endswith("-")} <= known
