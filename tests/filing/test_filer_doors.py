"""Who gets to the filer's pages: its filer. To everybody else the filing is not there."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import AT, Cast, acting
from tests.filing.filers import address, answered, at, begin, sent, signature
from tests.filing.pages import Device
from yunting.filing.models import Filing, FilingState
from yunting.filing.selectors.writing import written_for
from yunting.filing.services import decision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("court_time")]
OWN = ("draft", "question", "check", "correction", "withdraw")


def addresses(filing: Filing) -> dict[str, str]:
    extra: dict[str, list[object]] = {"question": ["plaintiffs.0.kind"], "receipt": [1]}
    return {
        name: reverse(f"filing:{name}", args=[filing.pk, *extra.get(name, [])])
        for name in (*OWN, "receipt", "complaint")
    }


class TestDoors:
    def test_a_stranger_finds_nothing_at_any_address(self, cast: Cast) -> None:
        filing = sent(Device(cast.zhang))
        stranger = Device(cast.qian)

        for name, url in addresses(filing).items():
            assert stranger.open(url).status == 404, name
            typed = {"csrfmiddlewaretoken": _token(stranger), "reason": ""}
            assert stranger.post(url, typed).status in {404, 405}, name

    def test_nobody_is_asked_to_sign_in(self, cast: Cast) -> None:
        filing = sent(Device(cast.zhang))

        for name, url in addresses(filing).items():
            assert Device(None).open(url).url.startswith("/sign-in/?next="), name

    def test_staff_read_but_never_write(self, cast: Cast) -> None:
        filing = sent(Device(cast.zhang))
        clerk = Device(cast.sun)

        for name, url in addresses(filing).items():
            status = clerk.open(url).status
            assert status == (404 if name in OWN else 200), name
        typed = {"csrfmiddlewaretoken": _token(clerk), "facts.formation": "改了"}
        assert clerk.post(address(filing, "facts.formation"), typed).status == 404
        assert "改了" not in written_for(filing).values.values()

    def test_staff_do_not_see_a_draft(self, cast: Cast) -> None:
        filing = begin(Device(cast.zhang))

        for url in addresses(filing).values():
            assert Device(cast.sun).open(url).status == 404

    def test_the_other_side_reads_the_complaint_once_it_is_a_case(self, cast: Cast) -> None:
        filing = sent(Device(cast.zhang))
        other = Device(cast.li)
        assert at(other, filing, "complaint").status == 404

        decision.accept(
            filing, is_simple=True, by=acting(cast.sun, filing.matter), at=AT + timedelta(days=1)
        )
        cast.li.person.participations.create(  # type: ignore[union-attr]
            matter=filing.matter, role="defendant", side="answering", since=AT
        )

        assert at(other, filing, "complaint").status == 200
        for name, url in addresses(filing).items():
            assert other.open(url).status == (200 if name == "complaint" else 404), name


class TestSent:
    def test_what_is_sent_is_not_written_any_more(self, cast: Cast) -> None:
        phone = Device(cast.zhang)
        filing = begin(phone)
        page = phone.open(address(filing, "facts.notes"))
        filing = _send(phone, filing)

        late = page.send({"facts.notes": "还有一点"})

        assert late.status == 200
        assert "内容不能再改" in late.text
        assert late.fields["facts.notes"] == "还有一点"
        assert "facts.notes" not in written_for(filing).values
        assert phone.open(page.url).url == filing.matter.get_absolute_url()


class TestWithdraw:
    def test_says_what_it_means_and_takes_it_back(self, cast: Cast) -> None:
        phone = Device(cast.zhang)
        filing = sent(phone)
        page = at(phone, filing, "withdraw")
        assert "撤回以后不能恢复" in page.text

        assert "请先确认" in page.send().text
        page = page.send({"reason": "和解了", "confirmed": "on"})

        filing.refresh_from_db()
        assert filing.state == FilingState.WITHDRAWN
        assert page.url == filing.matter.get_absolute_url()
        assert "起诉材料已撤回" in page.text

    def test_refuses_once_it_is_a_case(self, cast: Cast) -> None:
        phone = Device(cast.zhang)
        filing = sent(phone)
        page = at(phone, filing, "withdraw")
        decision.accept(filing, is_simple=True, by=acting(cast.sun, filing.matter), at=AT)

        page = page.send({"reason": "和解了", "confirmed": "on"})

        assert "已立案" in page.text
        assert "和解了" in page.text


def _token(device: Device) -> str:
    device.open(reverse("web:check"))
    return device.client.cookies["csrftoken"].value


def _send(phone: Device, filing: Filing) -> Filing:
    answered(phone, filing).send(signature(phone))
    filing.refresh_from_db()
    return filing
