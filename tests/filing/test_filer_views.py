"""The filer's pages over HTTP, without JavaScript, with CSRF on: from the first question on."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import AT, Cast
from tests.cast_complaint import TYPED
from tests.filing.pages import Device, Page
from yunting.filing.models import Filing, FilingState, Submission
from yunting.filing.selectors.submissions import values_of
from yunting.filing.selectors.writing import written_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("court_time")]
DAY = timedelta(days=1)
MULTIPLE = {"service.methods", "facts.price_terms.methods", "facts.delay.type"}


def begin(device: Device) -> Page:
    return device.open(reverse("filing:start")).send({"kind": "sale-contract", "maritime": "no"})


def the_filing() -> Filing:
    return Filing.objects.latest("id")


def answer_all(page: Page, typed: Mapping[str, str]) -> Page:
    """Answer question after question as they come, until the check page."""
    url = reverse("filing:question", args=[the_filing().pk, "plaintiffs.0.kind"])
    page = page.device.open(url)
    for _ in range(120):
        if "/check/" in page.url:
            return page
        assert page.status == 200, page.url
        rows = {p.rsplit(".", 2)[0] for p in typed if p.startswith(("evidence.1", "facts.goods.1"))}
        if any(
            f"{path}.0.name" in page.fields and f"{path}.1.name" not in page.fields for path in rows
        ):
            (path,) = (path for path in rows if f"{path}.0.name" in page.fields)
            page = page.send(add=path)
        answers = {
            path: text.split() if path in MULTIPLE else text
            for path, text in typed.items()
            if f'name="{path}"' in page.text
        }
        before = page.url
        page = page.send(answers)
        assert page.url != before, page.errors
    raise AssertionError("the questions do not end")


class TestWholeWay:
    @pytest.mark.feature("S1")
    @pytest.mark.feature("S3")
    @pytest.mark.feature("X2")
    def test_from_the_first_question_to_the_receipt(self, cast: Cast) -> None:
        phone = Device(cast.zhang)

        page = answer_all(begin(phone), TYPED)
        assert "¥286,431.50" in page.text
        assert "5,596.47" in page.text
        receipt = page.send({"signed": "张澄", "confirmed": "on"})

        filing = the_filing()
        sent = Submission.objects.get(filing=filing)
        assert receipt.url == reverse("filing:receipt", args=[filing.pk, 1])
        assert filing.state == FilingState.SUBMITTED
        assert sent.receipt in receipt.text
        assert sent.sha256 in receipt.text
        assert values_of(sent)["claims.total"] == "286431.50"
        assert values_of(sent)["signature"] == "张澄"
        assert written_for(filing).values["plaintiffs.0.name"] == TYPED["plaintiffs.0.name"]
