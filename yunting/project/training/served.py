"""A case once it has a number: who acts in it, what is served on whom, who agrees to what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from yunting.core import documents
from yunting.core.actor import Actor
from yunting.core.models import Case, Document, DocumentState, Participation, Person
from yunting.core.roles import Role
from yunting.delivery import settings
from yunting.delivery.models import (
    AddressConfirmation,
    Attempt,
    OfflineRequest,
    OnlineConsent,
    Service,
)
from yunting.delivery.models.address import Channel
from yunting.delivery.models.consent import Stage, Unfit
from yunting.delivery.services import (
    addresses,
    announcing,
    consents,
    converting,
    deciding,
    ladder,
    serving,
    tracing,
)
from yunting.delivery.services.ladder import Visit
from yunting.filing import documents as papers
from yunting.filing.selectors.parties import acting_as
from yunting.filing.services import issuing
from yunting.project.training.people import Organisation, people
from yunting.project.training.scene import Scene
from yunting.rules.service.ways import Announced

CLERK = "赵嵊"


class Served(Scene):
    """A scene in which papers are served; the clerk is 赵嵊, the judge whoever was drawn."""

    @property
    def case(self) -> Case:
        """Return the case of this filing."""
        return Case.objects.select_related("matter__court").get(filing=self.filing)

    @property
    def clerk(self) -> Actor:
        """Return the clerk."""
        return self.by(CLERK)

    @property
    def judge(self) -> Actor:
        """Return the judge who tries the case."""
        parts = Participation.objects.select_related("person")
        part = parts.get(matter=self.filing.matter, role=Role.JUDGE, until__isnull=True)
        return self.by(part.person.name)

    @property
    def defendant(self) -> str:
        """Return the name of who is sued first."""
        return self.plan.against[0]

    def party(self, name: str) -> Participation:
        """Return the plaintiff or defendant of that name."""
        rows = Participation.objects.select_related("person", "matter", "case")
        roles = (Role.PLAINTIFF, Role.DEFENDANT)
        return rows.get(matter=self.filing.matter, person__name=name, role__in=roles)

    def acting(self, name: str) -> Actor:
        """Return the hand of a party of that name, acting for it."""
        party = people().party(name)
        hand = party.agent if isinstance(party, Organisation) else name
        return acting_as(self.by(hand), self.party(name))

    def is_organisation(self, name: str) -> bool:
        """Tell whether somebody has to act for a party."""
        return isinstance(people().party(name), Organisation)

    def person(self, name: str) -> Person:
        """Return the person a party is."""
        return self.party(name).person

    def paper(self, kind: str, name: str = "") -> Document:
        """Return the newest sealed paper of a kind, for a party of that name if one is given."""
        rows = Document.objects.select_related("matter__court", "case", "to")
        rows = rows.filter(matter=self.filing.matter, kind=kind, state=DocumentState.SEALED)
        return (rows.filter(to__name=name) if name else rows).latest("id")

    def service(self, kind: str, name: str) -> Service:
        """Return the newest service of a kind of paper on a party of that name."""
        rows = Service.objects.select_related("document", "matter", "case", "to", "party")
        rows = rows.filter(matter=self.filing.matter, document__kind=kind)
        return rows.filter(party__name=name).latest("id")

    def response(self) -> Service:
        """Return the service of the notice of response on who is sued first."""
        return self.service(papers.RESPONSE.name, self.defendant)

    def agree(self, name: str, said: Mapping[Stage, bool], reason: str = "") -> None:
        """Say yes or no to stages online."""
        consents.answer(
            self.filing.matter,
            self.person(name),
            said,
            notice=settings.CONSENT_NOTICE,
            reason=reason,
            by=self.acting(name),
            at=self.at,
        )

    def word(self, name: str, stage: Stage) -> OnlineConsent:
        """Return what a party has said of a stage."""
        rows = OnlineConsent.objects.select_related("matter", "case", "person")
        return rows.get(matter=self.filing.matter, person__name=name, stage=stage)

    def take_back(self, name: str, stage: Stage, reason: str) -> None:
        """Ask to take a consent back."""
        word = self.word(name, stage)
        converting.retract(word, reason=reason, by=self.acting(name), at=self.at)

    def decide_on_word(self, name: str, stage: Stage, *, allows: bool) -> None:
        """Let the judge decide whether a consent may be taken back."""
        word, by = self.word(name, stage), self.judge
        if allows:
            converting.allow_retraction(
                word, act_begun=False, delays_on_purpose=False, by=by, at=self.at
            )
        else:
            converting.deny_retraction(word, reason="没有写明理由。", by=by, at=self.at)

    def convert(self, name: str, stage: Stage, reason: str) -> None:
        """Let the judge move a party's part of a stage offline."""
        word = self.word(name, stage)
        converting.convert(word, why=Unfit.NO_MEANS, reason=reason, by=self.judge, at=self.at)

    def miss(self, name: str, stage: Stage, what: str) -> None:
        """Note that somebody who agreed did not come."""
        word = self.word(name, stage)
        converting.note_non_action(word, what=what, by=self.clerk, at=self.at)

    def ask_again(self, name: str, stage: Stage) -> None:
        """Ask once more about a stage."""
        matter, person = self.filing.matter, self.person(name)
        consents.ask(matter, person, (stage,), case=self.case, by=self.clerk, at=self.at)

    def ask_offline(self, name: str, stage: Stage, reason: str) -> OfflineRequest:
        """Ask that everybody does a stage in person."""
        return converting.ask_offline(
            self.filing.matter,
            self.person(name),
            stage,
            why=Unfit.WITNESS,
            reason=reason,
            by=self.acting(name),
            at=self.at,
        )

    def decide_offline(self, request: OfflineRequest, *, allows: bool) -> None:
        """Let the judge decide on that."""
        decide = converting.allow_offline if allows else converting.deny_offline
        decide(request, reason="已经和各方核实。", by=self.judge, at=self.at)

    def confirm_address(self, name: str, place: str = "") -> None:
        """Confirm where papers go, or change it."""
        party = people().party(name)
        hand = party.agent if isinstance(party, Organisation) else name
        stated = addresses.Stated(
            electronic={Channel.SMS: people().citizens[hand].phone},
            postal_name=hand,
            postal_address=place or party.domicile,
            postal_phone=people().citizens[hand].phone,
        )
        addresses.confirm(
            self.filing.matter,
            self.person(name),
            stated,
            notice=settings.ADDRESS_NOTICE,
            by=self.acting(name),
            at=self.at,
        )

    def decline_address(self, name: str) -> None:
        """Note that somebody gives no address: the registered one is used."""
        asked = AddressConfirmation.objects.select_related("matter", "case", "person").get(
            matter=self.filing.matter, person__name=name
        )
        addresses.decline(
            asked,
            reason="电话里说“不用寄”，没有提供地址。",
            lawful=people().party(name).domicile,
            by=self.clerk,
            at=self.at,
        )

    def call(self, service: Service, *, reached: bool, said: str) -> None:
        """Call somebody about a paper."""
        phone = people().party(service.party.name).phone
        ladder.call(service, phone=phone, reached=reached, said=said, by=self.clerk, at=self.at)

    def post(self, service: Service) -> None:
        """Give a paper to the post."""
        ladder.post(service, by=self.clerk, at=self.at)

    def sign_for(self, service: Service, who: str) -> None:
        """Let the letter be signed for."""
        letter = Attempt.objects.select_related("service").get(service=service, method=Channel.POST)
        ladder.record_post(letter, signed=True, by_whom=who, reason="", when=self.at, at=self.at)

    def hand_over(self, service: Service, who: str) -> None:
        """Hand a paper over at the door."""
        visit = Visit(place=people().party(service.party.name).domicile, received_by=who)
        ladder.hand_over(service, visit, by=self.clerk, at=self.at)

    def leave(self, service: Service, witness: str) -> None:
        """Leave a paper with who refuses it, before a witness."""
        place = people().party(service.party.name).domicile
        visit = Visit(place=place, witness=witness, note="本人在场，拒绝签收。")
        ladder.leave(service, visit, by=self.clerk, at=self.at)

    def visit_in_vain(self, service: Service, why: str) -> None:
        """Go there and meet nobody."""
        place = people().party(service.party.name).domicile
        ladder.visit_in_vain(service, Visit(place=place, note=why), by=self.clerk, at=self.at)

    def announce(self, service: Service, on: date) -> None:
        """Serve by public notice on who is missing."""
        notice = announcing.Notice(
            published_on=on,
            where=("人民法院公告网", "本院公告栏"),
            parts=frozenset(Announced) - {Announced.APPEAL},
            text="现向你公告送达起诉状副本、应诉通知书、举证通知书，自公告之日起经过三十日即视为送达。",
            reason="登记的住所已经无人，村委会证明下落不明。",
            is_missing=True,
        )
        announcing.publish(service, notice, by=self.clerk, at=self.at)

    def open_paper(self, service: Service) -> None:
        """Let the party open a paper, however it was sent."""
        tracing.open_paper(service, by=self.acting(service.party.name), at=self.at)

    def judge_reading(self, service: Service, *, accepts: bool) -> None:
        """Take a reading as proof, or not."""
        if accepts:
            deciding.accept_reading(service, by=self.clerk, at=self.at)
        else:
            told = "登录的设备不是本人常用的，电话核实不是本人阅读。"
            deciding.reject_reading(service, reason=told, by=self.clerk, at=self.at)

    def contest(self, service: Service, reason: str, claimed_on: date | None = None) -> None:
        """Deny a service, or claim another day."""
        by = self.acting(service.party.name)
        deciding.contest(service, reason=reason, claimed_on=claimed_on, by=by, at=self.at)

    def keep(self, service: Service) -> None:
        """Let the judge keep a service as it stands."""
        told = "平台记录完整，没有系统故障。"
        deciding.keep(service, reason=told, by=self.judge, at=self.at)

    def rebut(self, service: Service) -> None:
        """Let the judge find that the paper was not served."""
        told = "核实发送记录，当时号码已经停用。"
        deciding.rebut(service, reason=told, by=self.judge, at=self.at)

    def accept_day(self, service: Service) -> None:
        """Let the judge accept the day the recipient has proved."""
        told = "受送达人提供了到达时间的截图。"
        deciding.accept_day(service, reason=told, by=self.judge, at=self.at)

    def send_again(self, service: Service) -> None:
        """Send a paper once more by every electronic way."""
        serving.send(service, by=self.clerk, at=self.at)

    def recall(self, paper: Document, reason: str) -> None:
        """Take a paper back."""
        documents.recall(paper, reason=reason, by=self.judge, at=self.at)

    def reissue(self, paper: Document, reason: str) -> None:
        """Replace a notice by one made anew from the file."""
        issuing.reissue(paper, reason=reason, by=self.judge, at=self.at)

    def sign(self, kind: str, who: Actor) -> None:
        """Sign the paper of a kind that waits for it: what it orders happens."""
        rows = Document.objects.select_related("matter__court", "case", "to")
        waiting = rows.get(matter=self.filing.matter, kind=kind, state=DocumentState.PREPARED)
        documents.sign(waiting, seen=waiting.context_sha256, by=who, at=self.at)
