"""docs/glossary.md and the plain explanations say the same."""

import re

import pytest

from yunting.project.settings import ROOT
from yunting.ui.terms import Term
from yunting.web import terms

ROW = re.compile(
    r"^\| (?P<term>[^|]+?) \| `(?P<code>[^`]+)` \| (?P<basis>[^|]+?) \| (?P<plain>●?) ?\|$"
)
GLOSSARY = {
    found["term"]: found
    for line in (ROOT / "docs/glossary.md").read_text(encoding="utf-8").splitlines()
    if (found := ROW.match(line))
}
TERMS = list(terms.read())


class TestGlossary:
    def test_has_one_code_name_for_each_term_and_one_term_for_each_code_name(self) -> None:
        codes = [row["code"] for row in GLOSSARY.values()]

        assert len(GLOSSARY) > 140
        assert len(set(codes)) == len(codes)
        assert all(re.fullmatch(r"[a-z][a-z_]*", code) for code in codes)

    @pytest.mark.parametrize(
        ("term", "code"),
        [("诉讼请求", "relief"), ("债权", "claim"), ("调解书", "mediation_statement")],
    )
    def test_keeps_the_names_that_differ_from_the_law_book(self, term: str, code: str) -> None:
        assert GLOSSARY[term]["code"] == code

    def test_marks_exactly_the_terms_that_are_explained(self) -> None:
        marked = {term for term, row in GLOSSARY.items() if row["plain"]}

        assert marked == {term.name for term in TERMS}


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
class TestTerm:
    def test_stands_in_the_glossary_with_the_same_article(self, term: Term) -> None:
        assert GLOSSARY[term.name]["basis"] == (term.basis or "—")

    def test_is_explained_in_short_sentences_without_exclamation(self, term: Term) -> None:
        sentences = [s for s in re.split(r"[。；]", term.plain) if s]

        assert term.plain.endswith("。")
        assert all(len(sentence) <= 40 for sentence in sentences)
        assert "！" not in term.plain
        assert len(term.plain) <= 80
