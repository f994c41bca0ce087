"""The style sheets: contrast and sizes as computed from them, weight as it goes over the line."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from yunting.project.settings import ROOT

SHEETS = sorted((ROOT / "yunting/ui/static/ui").glob("*.css"))
TOKENS = dict(
    re.findall(
        r"--([\w-]+): (#[0-9a-f]{6});", (ROOT / "yunting/ui/static/ui/court.css").read_text()
    )
)
WHITE = "#ffffff"


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


class TestColours:
    @pytest.mark.parametrize("text", ["ink", "quiet", "link", "late"])
    @pytest.mark.parametrize("ground", ["card", "page"])
    def test_body_text_has_seven_to_one(self, text: str, ground: str) -> None:
        assert contrast(TOKENS[text], TOKENS[ground]) >= 7

    @pytest.mark.parametrize("ground", ["link", "success", "warning", "late", "quiet"])
    def test_ink_on_a_tint_has_seven_to_one(self, ground: str) -> None:
        assert contrast(TOKENS["ink"], TOKENS[f"{ground}-tint"]) >= 7

    @pytest.mark.parametrize("tone", ["link", "success", "warning", "late"])
    def test_a_badge_has_four_and_a_half_to_one(self, tone: str) -> None:
        assert contrast(TOKENS[tone], TOKENS[f"{tone}-tint"]) >= 4.5

    @pytest.mark.parametrize("tone", ["success", "warning"])
    def test_a_coloured_word_on_a_card_has_four_and_a_half_to_one(self, tone: str) -> None:
        assert contrast(TOKENS[tone], TOKENS["card"]) >= 4.5

    def test_the_bar_has_seven_to_one(self) -> None:
        assert contrast(TOKENS["on-bar"], TOKENS["bar"]) >= 7

    def test_a_primary_button_has_seven_to_one(self) -> None:
        assert contrast(WHITE, TOKENS["link"]) >= 7

    def test_the_edge_of_an_input_has_three_to_one(self) -> None:
        assert contrast(TOKENS["edge"], TOKENS["card"]) >= 3
        assert contrast(TOKENS["edge"], TOKENS["page"]) >= 3


class TestSheets:
    @pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
    @pytest.mark.parametrize("modern", ["light-dark(", "oklch(", "color-mix(", "@import", "http"])
    def test_asks_nothing_of_an_old_phone_or_another_site(self, sheet: Path, modern: str) -> None:
        assert modern not in sheet.read_text(encoding="utf-8")

    def test_no_sheet_of_elder_mode_sets_less_than_18pt(self) -> None:
        elder = (ROOT / "yunting/ui/static/ui/elder.css").read_text(encoding="utf-8")
        sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)rem", elder)]

        assert "html.elder { font-size: 24px;" in elder
        assert min(sizes) >= 1


class TestWeight:
    @pytest.mark.parametrize("address", ["/help/", "/terms/", "/components/question/"])
    def test_a_first_visit_in_elder_mode_stays_under_100_kb(self, address: str) -> None:
        page = Client(headers={"cookie": "elder=on"}).get(address).content
        used = re.findall(r"(?:href|src)=\"/static/([^\"]+)\"", page.decode())

        sent = len(gzip.compress(page))
        for name in used:
            path = finders.find(name)
            assert isinstance(path, str), name
            with open(path, "rb") as file:
                sent += len(gzip.compress(file.read()))

        assert "ui/elder.css" in used
        assert sent <= 100_000
