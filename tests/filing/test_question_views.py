"""One question a screen: everything typed is kept, whatever it is and whatever goes wrong."""

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.filing.filers import address, at, begin
from tests.filing.pages import Device
from yunting.filing.models import Filing
from yunting.filing.selectors.writing import written_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("court_time")]


@pytest.fixture
def phone(cast: Cast) -> Device:
    return Device(cast.zhang)


@pytest.fixture
def filing(phone: Device) -> Filing:
    return begin(phone)


def values(filing: Filing) -> dict[str, str]:
    return written_for(filing).values


@pytest.fixture
def natural(phone: Device, filing: Filing) -> Filing:
    """A filing whose plaintiff is a person and who wants the price."""
    phone.open(address(filing, "plaintiffs.0.kind")).send({"plaintiffs.0.kind": "natural"})
    return filing


PRICE = {"claims.price.answer": "yes", "claims.price.currency": "rmb"}


class TestSaving:
    @pytest.mark.feature("S2")
    def test_another_device_goes_on_where_the_first_stopped(
        self, cast: Cast, phone: Device, filing: Filing
    ) -> None:
        page = phone.open(address(filing, "plaintiffs.0.kind"))
        page = page.send({"plaintiffs.0.kind": "natural"})
        assert page.url == address(filing, "plaintiffs.0.person")
        page.send({"plaintiffs.0.name": "张澄"}, go="list")

        elsewhere = at(Device(cast.zhang), filing, "draft")

        assert "保存于 <time" in elsewhere.text
        assert address(filing, "plaintiffs.0.particulars") in elsewhere.text
        assert 'value="张澄"' in elsewhere.device.open(address(filing, "plaintiffs.0.person")).text

    def test_says_when_it_was_saved_even_with_faults(self, phone: Device, filing: Filing) -> None:
        page = phone.open(address(filing, "claims.price"))

        page = page.send({**PRICE, "claims.price.amount": "1.234"})

        assert page.errors
        assert "保存于 09:30" in page.text
        assert values(filing)["claims.price.amount"] == "1.234"
        assert ("go", "skip") in page.buttons
        assert page.send(go="skip").url == address(filing, "claims.delay")

    def test_going_back_saves_as_well(self, phone: Device, natural: Filing) -> None:
        page = phone.open(address(natural, "plaintiffs.0.person"))

        page = page.send({"plaintiffs.0.name": "张澄"}, go="back")

        assert page.url == address(natural, "plaintiffs.0.kind")
        assert values(natural)["plaintiffs.0.name"] == "张澄"

    def test_in_the_background_answers_with_the_new_number(
        self, phone: Device, filing: Filing
    ) -> None:
        page = phone.open(address(filing, "facts.formation"))
        typed = page.fields.copy()
        typed.update({"facts.formation": "2025年6月3日签", "autosave": "1"})

        answer = phone.post(page.url, typed)

        assert answer.status == 204
        assert answer.response["Saved-Number"] == "1"
        assert answer.response["Saved-At"] == "09:30"
        typed["facts.formation"] = "2025年6月3日签订"
        typed["seen"] = answer.response["Saved-Number"]
        assert phone.post(page.url, typed).status == 204
        assert values(filing)["facts.formation"] == "2025年6月3日签订"

    def test_the_browsers_back_button_asks_again(self, phone: Device, filing: Filing) -> None:
        page = phone.open(address(filing, "facts.formation"))

        assert "no-store" in page.response["Cache-Control"]

    def test_leads_back_to_the_check_page_it_was_changed_from(
        self, phone: Device, filing: Filing
    ) -> None:
        page = phone.open(address(filing, "facts.notes") + "?from=check")

        page = page.send({"facts.notes": "没有了。"})

        assert page.url == reverse("filing:check", args=[filing.pk])


class TestTyped:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("286431.5", "286431.50"),
            ("２８６，４３１．５０", "286431.50"),
            ("286,431.50", "286431.50"),
            ("贰拾捌万陆仟肆佰叁拾壹元伍角", "286431.50"),
            ("28.64315万", "286431.50"),
        ],
    )
    def test_reads_an_amount_as_people_write_it_and_says_it_back(
        self, phone: Device, filing: Filing, typed: str, stored: str
    ) -> None:
        page = phone.open(address(filing, "claims.price"))

        page.send({**PRICE, "claims.price.amount": typed})

        assert values(filing)["claims.price.amount"] == stored
        again = phone.open(address(filing, "claims.price"))
        assert "¥286,431.50（贰拾捌万陆仟肆佰叁拾壹元伍角）" in again.text

    @pytest.mark.parametrize(
        ("typed", "why"),
        [
            ("-5", "金额不能是负数"),
            ("1.234", "比分还细"),
            ("1,23,4", "逗号的位置不对"),
            ("1e5", "科学记数法"),
            ("0", "不能是零"),
        ],
    )
    def test_says_why_an_amount_is_none_and_keeps_it(
        self, phone: Device, filing: Filing, typed: str, why: str
    ) -> None:
        page = phone.open(address(filing, "claims.price"))

        page = page.send({**PRICE, "claims.price.amount": typed})

        assert why in page.text
        assert page.fields["claims.price.amount"] == typed

    @pytest.mark.parametrize("name", ["张喆", "阿依古丽·买买提", "𫖯仁"])
    def test_keeps_rare_names(self, phone: Device, natural: Filing, name: str) -> None:
        page = phone.open(address(natural, "plaintiffs.0.person"))

        page.send({"plaintiffs.0.name": name})

        assert values(natural)["plaintiffs.0.name"] == name

    def test_names_the_wrong_character_of_a_number(self, phone: Device, natural: Filing) -> None:
        page = phone.open(address(natural, "plaintiffs.0.person"))

        page = page.send(
            {
                "plaintiffs.0.name": "张澄",
                "plaintiffs.0.id_type": "resident",
                "plaintiffs.0.id_no": "3309O2198503070006",
            }
        )

        assert any("第5位" in error for error in page.errors)
        assert page.fields["plaintiffs.0.id_no"] == "3309O2198503070006"

    @pytest.mark.parametrize("typed", ["2月30日", "20250229", "昨天"])
    def test_refuses_an_impossible_day_and_keeps_it(
        self, phone: Device, natural: Filing, typed: str
    ) -> None:
        page = phone.open(address(natural, "plaintiffs.0.particulars"))

        page = page.send({"plaintiffs.0.birth_date": typed})

        assert page.errors
        assert page.fields["plaintiffs.0.birth_date"] == typed
        assert values(natural)["plaintiffs.0.birth_date"] == typed

    @pytest.mark.parametrize("typed", ["字" * 10_000, "合同\x01编号", "合同\u202e编号"])
    def test_keeps_what_it_cannot_take(self, phone: Device, filing: Filing, typed: str) -> None:
        page = phone.open(address(filing, "facts.formation"))

        page = page.send({"facts.formation": typed})

        assert page.errors
        assert values(filing)["facts.formation"] == typed
        assert page.fields["facts.formation"] == typed

    def test_a_nul_is_kept_as_a_sign_that_something_was_there(
        self, phone: Device, filing: Filing
    ) -> None:
        page = phone.open(address(filing, "facts.formation"))

        page.send({"facts.formation": "合同\x00编号"})

        assert values(filing)["facts.formation"] == "合同\ufffd编号"


class TestRows:
    def test_adds_and_takes_away_with_what_was_typed(self, phone: Device, filing: Filing) -> None:
        page = phone.open(address(filing, "facts.goods"))
        page = page.send(
            {"facts.goods.0.name": "棒料", "facts.goods.0.quantity": "1"}, add="facts.goods"
        )
        assert "facts.goods.1.name" in page.fields

        page = page.send({"facts.goods.1.name": "圆钢"}, remove="facts.goods.0")

        assert page.fields["facts.goods.0.name"] == "圆钢"
        assert "facts.goods.1.name" not in page.fields

    def test_adds_a_second_row_to_an_empty_first(self, phone: Device, filing: Filing) -> None:
        page = phone.open(address(filing, "facts.evidence")).send(add="evidence")

        assert "evidence.1.name" in page.fields

    def test_a_row_gone_on_another_device_takes_no_words_with_it(
        self, cast: Cast, phone: Device, filing: Filing
    ) -> None:
        page = phone.open(address(filing, "facts.goods")).send(add="facts.goods")
        other = Device(cast.zhang).open(address(filing, "facts.goods"))
        other.send(remove="facts.goods.1")

        page = page.send({"facts.goods.0.name": "棒料"}, remove="facts.goods.1")

        assert page.status == 200
        assert values(filing)["facts.goods.0.name"] == "棒料"

    def test_adds_a_party_and_asks_about_it(self, phone: Device, filing: Filing) -> None:
        page = phone.open(address(filing, "defendants.more")).send(add="defendants")

        assert page.url.startswith(address(filing, "defendants.1.kind"))
        page = phone.open(address(filing, "defendants.more"))
        assert ("remove", "defendants.1") in page.buttons
        page = page.send(remove="defendants.1")
        assert not any(name == "remove" for name, _ in page.buttons)


class TestTwoHands:
    @pytest.mark.feature("X6")
    def test_shows_both_answers_and_keeps_the_chosen_one(
        self, cast: Cast, phone: Device, natural: Filing
    ) -> None:
        desk = Device(cast.zhang)
        here, there = (d.open(address(natural, "plaintiffs.0.contact")) for d in (phone, desk))
        there.send({"plaintiffs.0.phone": "13800000001", "plaintiffs.0.domicile": "定海区"})

        page = here.send({"plaintiffs.0.phone": "13800000002"})

        assert page.status == 409
        assert "13800000001" in page.text
        assert "13800000002" in page.text
        assert "09:30 保存的" in page.text
        assert values(natural)["plaintiffs.0.phone"] == "13800000001"
        chosen = page.send(
            {"keep:plaintiffs.0.phone": "mine", "keep:plaintiffs.0.domicile": "theirs"}
        )
        assert chosen.status == 200
        assert values(natural)["plaintiffs.0.phone"] == "13800000002"
        assert values(natural)["plaintiffs.0.domicile"] == "定海区"

    def test_two_tabs_on_different_questions_do_not_meet(
        self, phone: Device, natural: Filing
    ) -> None:
        one = phone.open(address(natural, "plaintiffs.0.person"))
        two = phone.open(address(natural, "facts.formation"))

        one.send({"plaintiffs.0.name": "张澄"})
        assert two.send({"facts.formation": "口头合同"}).status == 200

        assert values(natural)["plaintiffs.0.name"] == "张澄"
        assert values(natural)["facts.formation"] == "口头合同"

    @pytest.mark.feature("X8")
    def test_the_same_save_twice_is_one(self, phone: Device, filing: Filing) -> None:
        page = phone.open(address(filing, "facts.formation"))

        page.send({"facts.formation": "口头合同"})
        assert page.send({"facts.formation": "口头合同"}).status == 200

        assert written_for(filing).number == 1

    def test_in_the_background_it_waits_for_the_person(self, phone: Device, filing: Filing) -> None:
        page = phone.open(address(filing, "facts.formation"))
        page.send({"facts.formation": "一"})
        typed = page.fields.copy()
        typed.update({"facts.formation": "二", "autosave": "1"})

        answer = phone.post(page.url, typed)

        assert answer.status == 409
        assert "修改了其中1处内容" in answer.text

    def test_a_question_that_went_away_meanwhile_keeps_what_is_sent(
        self, cast: Cast, phone: Device, natural: Filing
    ) -> None:
        here = phone.open(address(natural, "plaintiffs.0.person"))
        there = Device(cast.zhang).open(address(natural, "plaintiffs.0.kind"))
        there.send({"plaintiffs.0.kind": "organisation"})

        page = here.send({"plaintiffs.0.name": "张澄"})

        assert page.status == 200
        assert values(natural)["plaintiffs.0.name"] == "张澄"
        gone = phone.open(address(natural, "plaintiffs.0.person"))
        assert gone.url == reverse("filing:draft", args=[natural.pk])


class TestSessionGone:
    @pytest.mark.feature("S2")
    def test_what_was_typed_comes_back_and_is_saved_after_signing_in(
        self, cast: Cast, phone: Device, filing: Filing
    ) -> None:
        page = phone.open(address(filing, "facts.formation"))
        phone.client.logout()
        phone.client.cookies.pop("csrftoken", None)

        kept = page.send({"facts.formation": "2025年6月3日签"})

        assert kept.status == 403
        assert "2025年6月3日签" in kept.text
        phone.sign_in(cast.zhang)
        # The page that was kept carries a token; the browser takes the cookie of the new session.
        phone.open(page.url)
        kept.fields["csrfmiddlewaretoken"] = phone.client.cookies["csrftoken"].value
        kept.send()
        assert values(filing)["facts.formation"] == "2025年6月3日签"
