"""The other side comes: links the case, answers, objects to this court, asks for time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from yunting.accounts import selectors as accounts
from yunting.core.actor import Actor
from yunting.core.models import Account, Deadline
from yunting.filing import deadlines
from yunting.filing.forms.twin.defence import paper_of
from yunting.filing.forms.twin.form import CONFIRM, DISPUTE, REASON, STANCE
from yunting.filing.models import Answer, Association, ExtensionRequest, JurisdictionObjection
from yunting.filing.services import association, defence, extension, objection, ruling
from yunting.filing.services.extension import Wish
from yunting.lib import clock
from yunting.project.training import complaints
from yunting.project.training.paid import Paid
from yunting.project.training.people import Organisation, people

ELSEWHERE = "宁波市镇海区人民法院"
PAID = "货款已经付清，有银行回单。"
DISPUTED: Mapping[str, str] = {
    "claims.price": PAID,
    "claims.delay": "没有迟延付款，不应支付违约金。",
    "facts.status": PAID,
}


class Defended(Paid):
    """A scene in which the defendant does something."""

    def link(self, name: str) -> Association:
        """Link the case with its code, as oneself or for the organisation one acts for."""
        party = people().party(name)
        hand = party.agent if isinstance(party, Organisation) else name
        account = Account.objects.get(phone=people().citizens[hand].phone)
        whom = next((p for p in accounts.principals_of(account) if p.name == name), None)
        return association.associate(
            self.filing.matter.code,
            by=accounts.acting_for(Actor.of(account, None), whom),
            at=self.at,
            machine_at=clock.machine_now(),
        )

    def compare(self, asked: Association, *, is_same: bool) -> None:
        """Let the clerk say whether somebody of that name is the party."""
        if is_same:
            association.confirm(asked, by=self.clerk, at=self.at)
        else:
            told = "起诉状写明的住所和工作单位都对不上，是同名的另一个人。"
            association.reject(asked, reason=told, by=self.clerk, at=self.at)

    def begin_to_answer(self, name: str) -> Answer:
        """Open one's answer."""
        return defence.open_answer(self.party(name), by=self.acting(name), at=self.at)

    def write_answer(self, name: str, *, share: float = 1) -> Iterator[datetime]:
        """Answer element after element, all of them or a part; it takes a while."""
        answer, on = self.begin_to_answer(name), clock.day_of(self.at)
        paper = paper_of(answer)
        told = self._typed(name, list(paper.twin.alleged))
        parts = list(complaints.written(paper.twin.form, told, on=on))
        seen = 0
        for part in complaints.saved(parts[: max(2, int(len(parts) * share))]):
            yield self.later(10)
            by = self.acting(name)
            seen = defence.save_answers(answer, part, seen=seen, by=by, at=self.at).number

    def _typed(self, name: str, alleged: list[str]) -> dict[str, str]:
        party = people().party(name)
        hand = party.agent if isinstance(party, Organisation) else name
        phone = people().citizens[hand].phone
        told = {
            "respondent.phone": phone,
            "respondent.domicile": party.domicile,
            "agents.answer": "no",
            "service.address": party.domicile,
            "service.recipient": hand,
            "service.phone": phone,
            "service.electronic": "yes",
            "service.methods": "sms",
            "service.sms": phone,
            "reply.exemption.answer": "no",
            "reply.other": "双方往来多年，账目一直是清的。",
            "mediation_pref.understood": "yes",
            "mediation_pref.benefits": "yes",
            "mediation_pref.considered": "yes",
        }
        if isinstance(party, Organisation):
            told["respondent.legal_rep"] = party.represented_by
        told |= {f"{key}.{STANCE}": DISPUTE if key in DISPUTED else CONFIRM for key in alleged}
        return told | {f"{key}.{REASON}": why for key, why in DISPUTED.items() if key in alleged}

    def answer(self, name: str) -> None:
        """Sign the answer and send it."""
        held, by = self.begin_to_answer(name), self.acting(name)
        signed = paper_of(held).signed(by, on=clock.day_of(self.at))
        defence.submit(held, signed, by=by, at=self.at)

    def object(self, name: str) -> JurisdictionObjection:
        """Say that another court has jurisdiction."""
        by = self.acting(name)
        return objection.raise_objection(
            self.party(name),
            ground="agreement",
            to_court=ELSEWHERE,
            reason="合同第十条约定，争议由该院管辖。",
            signed_by=by.person.name if by.person else "",
            by=by,
            at=self.at,
        )

    def withdraw_objection(self, raised: JurisdictionObjection) -> None:
        """Take the objection back."""
        by = self.acting(raised.participation.person.name)
        told = "核对合同后，约定不明确。"
        objection.withdraw_objection(raised, reason=told, by=by, at=self.at)

    def draw_up_ruling(self, raised: JurisdictionObjection, *, upholds: bool) -> None:
        """Let the judge draw up the ruling on an objection."""
        told = "合同第十条写明由该院管辖，不违反级别管辖和专属管辖。"
        if not upholds:
            told = "合同没有约定管辖法院，合同履行地在本院辖区。"
        ruling.prepare_ruling(
            raised,
            is_upheld=upholds,
            to_court=ELSEWHERE if upholds else "",
            reasons=told,
            by=self.judge,
            at=self.at,
        )

    def appeal(self, raised: JurisdictionObjection) -> None:
        """Record that the objector appeals."""
        raised.refresh_from_db()
        objection.record_appeal(raised, raised.participation, by=self.clerk, at=self.at)

    def rule_above(self, raised: JurisdictionObjection, *, is_transfer: bool) -> None:
        """Record what the court above has ruled."""
        raised.refresh_from_db()
        by = self.judge
        objection.record_second_instance(raised, is_transfer=is_transfer, by=by, at=self.at)

    def period_of(self, name: str) -> Deadline:
        """Return a party's period to give evidence."""
        rows = Deadline.objects.of(self.party(name)).filter(kind=deadlines.EVIDENCE.name)
        return rows.latest("run")

    def missed_period_of(self, name: str) -> Deadline:
        """Return a defendant's period to answer."""
        answer = Answer.objects.get(participation=self.party(name))
        return Deadline.objects.of(answer).filter(kind=deadlines.ANSWER.name).latest("run")

    def ask_for_time(
        self,
        name: str,
        period: Deadline,
        reason: str,
        *,
        days: int = 10,
        obstacle_ended_on: date | None = None,
    ) -> ExtensionRequest:
        """Ask for a period to end later, or for one that was missed."""
        by = self.acting(name)
        signed = by.person.name if by.person else ""
        until = max(period.ends_on, clock.day_of(self.at)) + timedelta(days=days)
        wish = Wish(until, reason, signed, obstacle_ended_on)
        return extension.ask_for_time(period, wish, by=by, at=self.at)

    def decide_on_time(self, asked: ExtensionRequest, *, grants: bool) -> None:
        """Let the judge decide on more time."""
        if grants:
            until = asked.wanted_until
            extension.grant(asked, until=until, reasons="理由成立。", by=self.judge, at=self.at)
        else:
            told = "证据在本人手里，没有收集不到的原因。"
            extension.refuse(asked, reasons=told, by=self.judge, at=self.at)
