"""Delivery through its pages, without scripts: the party, the clerk, the officer, a stranger."""

from __future__ import annotations

import io
import re
import secrets
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from tests.accounts.signing_in import signed_in
from tests.delivery.build import (
    ADDRESS,
    CONSENT,
    Dispute,
    agrees,
    confirms,
    dispute,
    fresh,
    sealed,
    served,
)
from tests.neighbours import Program
from yunting.core import documents, handoffs, wire
from yunting.core.models import File, Message, Participation, Person, PersonKind, Side
from yunting.core.roles import Role
from yunting.delivery.models import (
    AddressConfirmation,
    Attempt,
    ConsentState,
    OfflineRequest,
    OnlineConsent,
    ReceiverChoice,
    Service,
    ServiceState,
)
from yunting.delivery.models.address import Channel
from yunting.delivery.models.consent import Stage
from yunting.delivery.services import addresses, consents, ladder, serving
from yunting.lib import clock, codes

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def began() -> datetime:
    return clock.now() - 2 * HOUR


@pytest.fixture
def told(began: datetime) -> Dispute:
    return dispute(began, simple=False)


@pytest.fixture
def li(told: Dispute) -> Client:
    return signed_in(told.cast.li)


@pytest.fixture
def zhao(told: Dispute) -> Client:
    return signed_in(told.cast.zhao)


@pytest.fixture
def wang(told: Dispute) -> Client:
    return signed_in(told.cast.wang)


def word(told: Dispute, stage: Stage) -> OnlineConsent:
    return OnlineConsent.objects.get(matter=told.matter, person=told.li, stage=stage)


class TestTasks:
    def test_lead_each_to_the_own_door_of_an_address_to_confirm(
        self, told: Dispute, zhao: Client, li: Client, began: datetime
    ) -> None:
        addresses.ask(told.matter, told.li, case=told.case, by=told.clerk, at=began)
        of_the_court = reverse("delivery:matter", args=[told.matter.code])
        of_the_party = reverse("delivery:address", args=[told.matter.code])

        todo = zhao.get("/court/tasks/").content.decode()
        case_page = li.get(told.matter.get_absolute_url()).content.decode()

        assert f'href="{of_the_court}"' in todo
        assert f'href="{of_the_party}"' not in todo
        assert f'href="{of_the_party}"' in case_page
        assert (zhao.get(of_the_court).status_code, li.get(of_the_party).status_code) == (200, 200)


class TestCasePage:
    def test_leads_the_clerk_beside_the_judge_nowhere_in_vain(
        self, told: Dispute, zhao: Client
    ) -> None:
        page = zhao.get(told.matter.get_absolute_url()).content.decode()
        links = sorted(set(re.findall(r'<a [^>]*href="(/[^"#]+)"', page)))

        assert f"/filings/{told.case.filing.pk}/complaint/" in links
        assert {link: zhao.get(link).status_code for link in links} == dict.fromkeys(links, 200)


@pytest.mark.feature("T1")
class TestConsentPages:
    def url(self, told: Dispute) -> str:
        return reverse("delivery:online", args=[told.matter.code])

    def test_tell_ask_and_keep_each_word_with_its_time(
        self, told: Dispute, li: Client, zhao: Client
    ) -> None:
        consents.ask(told.matter, told.li, (Stage.HEARING,), by=told.clerk, at=clock.now())
        page = li.get(self.url(told)).content.decode()
        assert "您可以不同意" in page
        assert f"版本 {CONSENT}" in page

        answer = li.post(self.url(told), {"notice": CONSENT, "hearing": "yes", "mediation": "no"})

        assert answer.status_code == 303
        assert word(told, Stage.HEARING).state == ConsentState.GIVEN
        assert word(told, Stage.MEDIATION).state == ConsentState.REFUSED
        assert not OnlineConsent.objects.filter(person=told.li, stage=Stage.INQUIRY).exists()
        file = zhao.get(reverse("delivery:stages", args=[told.matter.code])).content.decode()
        assert "部分在线，部分线下" in file
        assert "李潮" in file

    def test_take_a_consent_back_through_the_court(
        self, told: Dispute, li: Client, wang: Client, began: datetime
    ) -> None:
        agrees(told, told.cast.li, Stage.HEARING, at=began)
        consent = word(told, Stage.HEARING)

        li.post(reverse("delivery:retract", args=[consent.pk]), {"reason": "没有网络"})
        decided = wang.post(
            reverse("delivery:consent-act", args=[consent.pk, "decide"]), {"act": "allow"}
        )

        assert decided.status_code == 303
        assert word(told, Stage.HEARING).state == ConsentState.WITHDRAWN

    def test_a_refusal_without_reason_shows_the_page_again(
        self, told: Dispute, li: Client, wang: Client, began: datetime
    ) -> None:
        agrees(told, told.cast.li, Stage.HEARING, at=began)
        consent = word(told, Stage.HEARING)
        li.post(reverse("delivery:retract", args=[consent.pk]), {"reason": "没有网络"})

        answer = wang.post(
            reverse("delivery:consent-act", args=[consent.pk, "decide"]), {"act": "deny"}
        )

        assert answer.status_code == 200
        assert "请写明理由" in answer.content.decode()
        assert word(told, Stage.HEARING).state == ConsentState.RETRACTING

    def test_are_the_party_s_own(self, told: Dispute) -> None:
        assert signed_in(told.cast.qian).get(self.url(told)).status_code == 404

    def test_nothing_chosen_says_so(self, told: Dispute, li: Client) -> None:
        answer = li.post(self.url(told), {"notice": CONSENT})

        assert "请至少对一个环节作出选择" in answer.content.decode()

    def test_everybody_in_person_is_asked_and_decided(
        self, told: Dispute, li: Client, wang: Client, began: datetime
    ) -> None:
        agrees(told, told.cast.zhang, Stage.HEARING, at=began)
        li.post(
            reverse("delivery:in-person", args=[told.matter.code, "hearing"]),
            {"why": "witness", "reason": "证人要到场"},
        )
        found = OfflineRequest.objects.get()

        wang.post(reverse("delivery:offline-request", args=[found.pk]), {"act": "allow"})

        stage = OnlineConsent.objects.get(person=told.zhang, stage=Stage.HEARING)
        assert stage.state == ConsentState.OFFLINE


class TestAddressPage:
    def url(self, told: Dispute) -> str:
        return reverse("delivery:address", args=[told.matter.code])

    def test_confirms_what_was_typed(self, told: Dispute, li: Client) -> None:
        answer = li.post(
            self.url(told),
            {
                "notice": ADDRESS,
                "platform": "on",
                "sms": "138 0000 0002",
                "dingtalk": "https://oapi.example/robot/send?access_token=abcdefgh12345678",
                "postal_address": "测试路1号",
                "confirmed": "on",
            },
        )

        assert answer.status_code == 303
        found = AddressConfirmation.objects.get(person=told.li)
        by_channel = {a.channel: a.address for a in found.addresses.all()}
        assert by_channel == {
            "platform": told.cast.li.handle,
            "sms": "13800000002",
            "dingtalk": "abcdefgh12345678",
        }

    def test_loses_nothing_that_was_typed(self, told: Dispute, li: Client) -> None:
        answer = li.post(
            self.url(told), {"notice": ADDRESS, "sms": "138", "postal_address": "测试路1号"}
        )

        page = answer.content.decode()
        assert "手机号应是11位" in page
        assert "测试路1号" in page
        assert not AddressConfirmation.objects.exists()


@pytest.mark.feature("T22")
class TestReadGate:
    @pytest.fixture
    def entering(self, told: Dispute, began: datetime, neighbours: Program) -> Client:
        """A browser in which 李 has asked for a code, while one paper waits."""
        agrees(told, told.cast.li, Stage.SERVICE, at=began)
        served(told, sealed(told, at=began), at=began)
        wire.introduce()
        client = Client()
        client.post(reverse("accounts:sign-in"), {"phone": told.cast.li.phone})
        self.code = re.findall(r"验证码(\d{6})", neighbours.texts(told.cast.li.phone or "")[0])[0]
        return client

    def enter(self, client: Client) -> str:
        answer = client.post(f"{reverse('accounts:code')}?next=/matters/", {"code": self.code})
        assert answer.status_code == 303
        return str(answer["Location"])

    def test_leads_to_the_papers_first_and_then_onward(
        self, told: Dispute, entering: Client
    ) -> None:
        assert self.enter(entering) == reverse("delivery:papers")
        assert entering.get("/matters/").headers["Location"] == reverse("delivery:papers")

        service = Service.objects.get()
        entering.post(reverse("delivery:open", args=[service.pk]))

        assert "/matters/" in entering.get(reverse("delivery:papers")).content.decode()
        assert entering.get("/matters/").status_code == 200

    def test_lets_filing_pass(self, told: Dispute, entering: Client) -> None:
        self.enter(entering)

        assert entering.get(reverse("filing:start")).status_code == 200

    def test_is_open_for_who_has_read_everything(self, told: Dispute, entering: Client) -> None:
        Service.objects.update(opened_at=clock.now())

        assert self.enter(entering) == "/matters/"

    def test_does_not_close_during_a_session(self, told: Dispute, li: Client) -> None:
        served(told, at=clock.now())

        assert li.get("/matters/").status_code == 200


class TestPapers:
    @pytest.fixture
    def service(self, told: Dispute, began: datetime) -> Service:
        agrees(told, told.cast.li, Stage.SERVICE, at=began)
        return served(told, sealed(told, at=began), at=began)

    def test_open_read_and_answer(self, told: Dispute, li: Client, service: Service) -> None:
        assert "没有打开" in li.get(reverse("delivery:papers")).content.decode()

        li.post(reverse("delivery:open", args=[service.pk]))
        file = li.get(reverse("delivery:paper-file", args=[service.pk]))
        li.post(reverse("delivery:received", args=[service.pk]))

        assert file.content.startswith(b"%PDF")
        one = Attempt.objects.get(service=service, method=Channel.PLATFORM)
        assert one.read_at is not None
        assert one.replied_at is not None

    def test_are_not_opened_by_looking(self, told: Dispute, li: Client, service: Service) -> None:
        li.get(reverse("delivery:paper", args=[service.pk]))
        li.get(reverse("delivery:paper-file", args=[service.pk]))

        assert fresh(service).opened_at is None

    def test_are_nobody_else_s(self, told: Dispute, service: Service) -> None:
        zhang = signed_in(told.cast.zhang)

        assert zhang.get(reverse("delivery:paper", args=[service.pk])).status_code == 404

    @pytest.mark.feature("T20")
    def test_have_a_certificate_that_shows_the_computation(
        self, told: Dispute, li: Client, zhao: Client, service: Service
    ) -> None:
        handoffs.carry_all()

        for client in (li, zhao):
            page = client.get(reverse("delivery:certificate", args=[service.pk])).content.decode()
            assert "到达本人特定系统" in page
            assert service.document.sealed_sha256 in page
        stranger = signed_in(told.cast.qian)
        refused = stranger.get(reverse("delivery:certificate", args=[service.pk]))
        assert refused.status_code == 404

    def test_are_contested_and_decided(
        self, told: Dispute, li: Client, wang: Client, service: Service
    ) -> None:
        li.post(
            reverse("delivery:contest", args=[service.pk]),
            {"reason": "平台当天打不开", "claimed_on": "2020-01-01"},
        )
        assert fresh(service).state == ServiceState.SERVED

        li.post(reverse("delivery:contest", args=[service.pk]), {"reason": "平台当天打不开"})
        wang.post(reverse("delivery:act", args=[service.pk, "rebut"]), {"reason": "确有故障"})

        assert fresh(service).state == ServiceState.STUCK


@pytest.mark.feature("T21")
class TestClerk:
    def test_serves_in_three_clicks(self, told: Dispute, zhao: Client, began: datetime) -> None:
        agrees(told, told.cast.li, Stage.SERVICE, at=began)
        paper = sealed(told, at=began)
        url = reverse("delivery:matter", args=[told.matter.code])
        assert "送达李潮" in zhao.get(url).content.decode()

        answer = zhao.post(
            reverse("delivery:serve", args=[told.matter.code]),
            {"document": paper.pk, "party": told.li.pk},
        )

        assert answer.status_code == 303
        assert Service.objects.get().state == ServiceState.SERVED

    def test_goes_down_the_ladder_rung_by_rung(
        self, told: Dispute, zhao: Client, began: datetime
    ) -> None:
        addresses.note_known(
            told.matter, told.li, Channel.POST, "测试路9号", source="x", by=told.clerk, at=began
        )
        service = served(told, sealed(told, at=began), at=began)
        page = reverse("delivery:service", args=[service.pk])

        def does(name: str, **typed: str) -> str:
            answer = zhao.post(reverse("delivery:act", args=[service.pk, name]), typed)
            assert answer.status_code == 303, answer.content.decode()
            return str(zhao.get(page).content.decode())

        assert "电话联系" in zhao.get(page).content.decode()
        assert "空号" in does("call", phone="13900000009", reached="no", said="空号")
        does("post")
        letter = Attempt.objects.get(service=service, method=Channel.POST)
        ladder.record_post(
            letter, signed=False, by_whom="", reason="查无此人", when=clock.now(), at=clock.now()
        )
        assert "查无此人" in zhao.get(page).content.decode()
        vain = {"outcome": "vain", "place": "测试路9号", "note": "没有人"}
        zhao.post(reverse("delivery:visit", args=[service.pk]), vain)
        assert "公告送达" in zhao.get(page).content.decode()
        notice = {
            "is_missing": "no",
            "reason": "各种方式都试过",
            "text": "公告全文",
            "parts": ["gist", "periods", "hearing", "consequence", "appeal"],
            "where": ["法院公告栏"],
            "published_on": f"{clock.day_of(clock.now()):%Y%m%d}",
        }
        published = zhao.post(reverse("delivery:publish", args=[service.pk]), notice)

        assert published.status_code == 303, published.content.decode()
        assert fresh(service).state == ServiceState.UNDER_WAY

    def test_is_told_why_a_notice_is_too_early(
        self, told: Dispute, zhao: Client, began: datetime
    ) -> None:
        service = served(told, sealed(told, at=began), at=began)

        answer = zhao.post(
            reverse("delivery:publish", args=[service.pk]),
            {
                "is_missing": "no",
                "reason": "x",
                "text": "写好的公告",
                "where": ["法院公告栏"],
                "published_on": f"{clock.day_of(clock.now()):%Y%m%d}",
            },
        )

        assert "现在不能公告送达" in answer.content.decode()
        assert "写好的公告" in answer.content.decode()

    def test_hands_over_with_a_picture_that_is_one(
        self, told: Dispute, zhao: Client, began: datetime
    ) -> None:
        service = served(told, sealed(told, at=began), at=began)
        url = reverse("delivery:visit", args=[service.pk])
        typed = {"outcome": "handed", "place": "测试路9号", "received_by": "李潮本人"}
        fake = SimpleUploadedFile("a.jpg", b"MZ\x90\x00 not a picture", content_type="image/jpeg")

        refused = zhao.post(url, {**typed, "picture": fake})
        assert refused.status_code == 200
        assert fresh(service).state == ServiceState.PREPARED

        raw = io.BytesIO()
        Image.effect_noise((640, 480), 60).convert("RGB").save(raw, "JPEG")
        real = SimpleUploadedFile("door.jpg", raw.getvalue(), content_type="image/jpeg")
        zhao.post(url, {**typed, "picture": real})

        assert fresh(service).state == ServiceState.SERVED
        one = Attempt.objects.get(service=service)
        assert one.picture == File.objects.get()

    def test_prints_letters_with_code_and_no_phone_needed(
        self, told: Dispute, zhao: Client, began: datetime
    ) -> None:
        addresses.note_known(
            told.matter, told.li, Channel.POST, "测试路9号", source="x", by=told.clerk, at=began
        )
        service = served(told, sealed(told, at=began), at=began)
        ladder.post(service, by=told.clerk, at=began)
        letter = Attempt.objects.get()
        assert "测试路9号" in zhao.get(reverse("delivery:letters")).content.decode()

        answer = zhao.post(reverse("delivery:print"), {"row": letter.pk}, follow=True)

        page = answer.content.decode()
        assert service.document.code in page
        assert "<svg" in page
        assert Attempt.objects.get().printed_at is not None
        assert "没有待寄的信件" in zhao.get(reverse("delivery:letters")).content.decode()

    def test_notes_where_the_contract_says_papers_reach_somebody(
        self, told: Dispute, zhao: Client
    ) -> None:
        address = reverse("delivery:note-known", args=[told.matter.code])
        typed = {"person": told.li.pk, "address": "13900000009", "source": "合同第九条"}

        refused = zhao.post(address, {**typed, "channel": "call", "is_agreed": "on"})
        noted = zhao.post(address, {**typed, "channel": "sms", "is_agreed": "on"}, follow=True)

        assert "不是电子送达的地址" in refused.content.decode()
        assert "13900000009（已确认）" in noted.content.decode()

    def test_sees_everything_that_is_stuck_in_as_many_queries(
        self, told: Dispute, zhao: Client, began: datetime
    ) -> None:
        def costs() -> int:
            with CaptureQueriesContext(connection) as made:
                assert zhao.get(reverse("delivery:services")).status_code == 200
            return len(made)

        served(told, sealed(told, at=began), at=began)
        few = costs()
        for _ in range(6):
            served(told, sealed(told, at=began), at=began)

        assert costs() == few <= 9

    def test_is_of_the_division_of_the_judge(self, told: Dispute, began: datetime) -> None:
        service = served(told, sealed(told, at=began), at=began)

        assert signed_in(told.cast.qian).get(service.get_absolute_url()).status_code == 404
        assert signed_in(told.cast.li).get(service.get_absolute_url()).status_code == 404


@pytest.mark.feature("T23")
class TestReceivers:
    def test_one_is_chosen_on_the_record_or_all(
        self, told: Dispute, zhao: Client, began: datetime
    ) -> None:
        agent = Person.objects.create(kind=PersonKind.NATURAL, name="代理人甲")
        part = Participation.objects.get(matter=told.matter, person=told.li)
        Participation.objects.create(
            matter=told.matter,
            person=agent,
            role=Role.AGENT,
            side=Side.ANSWERING,
            represents=part,
            since=began,
        )
        url = f"{reverse('delivery:choose-receiver', args=[told.matter.code])}?party={told.li.pk}"
        typed = {"party": told.li.pk, "receiver": agent.pk}

        assert "请写明理由" in zhao.post(url, typed).content.decode()
        zhao.post(url, {**typed, "reason": "本人书面指定"})
        (only,) = serving.serve(sealed(told, at=began), to=told.li, by=told.clerk, at=began)
        zhao.post(url, {"party": told.li.pk})
        both = serving.serve(sealed(told, at=began), to=told.li, by=told.clerk, at=began)

        assert only.to == agent
        assert [one.to for one in both] == [told.li, agent]
        assert ReceiverChoice.objects.filter(until__isnull=True).count() == 0


@pytest.mark.feature("S27")
class TestShortAddress:
    def test_checks_a_message_and_a_paper_without_signing_in(
        self, told: Dispute, began: datetime
    ) -> None:
        agrees(told, told.cast.li, Stage.SERVICE, at=began)
        confirms(told, told.cast.li, at=began)
        service = served(told, sealed(told, at=began), at=began)
        message = Message.objects.filter(to=told.li).latest("id")

        for code, what in (
            (message.code, "法院送达文书的通知"),
            (service.document.code, "法院文书：应诉通知书"),
        ):
            page = Client().get(f"/c/{code}").content.decode()
            assert what in page
            assert "李潮" not in page

    def test_says_when_a_paper_is_no_longer_in_force(self, told: Dispute, began: datetime) -> None:
        paper = sealed(told, at=began)
        documents.recall(paper, reason="写错了", by=told.judge, at=began)

        assert "已撤回" in Client().get(f"/c/{paper.code}").content.decode()

    def test_says_that_a_code_is_none_of_ours(self) -> None:
        strange = codes.make(secrets.randbelow)

        assert "没有这个编码" in Client().get(f"/c/{strange}").content.decode()
