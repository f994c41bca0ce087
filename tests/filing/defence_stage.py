"""A registered case and the people sued in it, who come to the court after it was accepted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tests.cast import AT, Cast, acting
from tests.filing.build import submitted
from tests.filing.desk_stage import whole
from yunting.core.actor import Actor
from yunting.core.models import Account, Case, Participation, Person, PersonKind
from yunting.core.models.person import IdKind
from yunting.core.roles import Role
from yunting.filing.models import Answer, Filing
from yunting.filing.selectors.parties import acting_as
from yunting.filing.services import assignment, association, decision, defence
from yunting.filing.services.complaint import Complaint, Party
from yunting.filing.services.defence import Defence
from yunting.lib import clock
from yunting.project.training.people import Natural, people

DAY = timedelta(days=1)
SUED = people().sued
BO, JIAO = "李泊", "孙礁"
FIRM = "舟山岑港水产冷冻有限公司"
DEFENCE = Defence(
    form="answer-sale-contract",
    title="李泊的答辩状",
    values={"claims.price.stance": "dispute", "claims.price.reason": "货款已经付清。"},
    confirmed=0,
    disputed=1,
    says_more=False,
    admits=(),
    signed_by=BO,
)


def number_of(name: str) -> str:
    """Return the number of somebody of the training court."""
    one = people().party(name)
    return one.id_number if isinstance(one, Natural) else one.code


def suing(*names: str, numbers: bool = True) -> Complaint:
    """Return the whole complaint, against these people, with their numbers or without."""
    parties = (
        Party("claiming", "natural", "张澄", "330902198503070006"),
        *(
            Party(
                "answering",
                "natural" if isinstance(people().party(name), Natural) else "organisation",
                name,
                number_of(name) if numbers else "",
            )
            for name in names
        ),
    )
    values = {
        path: value
        for path, value in whole().values.items()
        if not path.startswith(("defendants.", "plaintiffs."))
    }
    values |= {"plaintiffs.0.kind": "natural", "plaintiffs.0.name": "张澄"}
    for n, name in enumerate(names):
        values[f"defendants.{n}.kind"] = "natural"
        values[f"defendants.{n}.name"] = name
        values[f"defendants.{n}.domicile"] = people().party(name).domicile
    return replace(whole(), parties=parties, values=values, title=f"张澄诉{names[0]}买卖合同纠纷")


@dataclass(frozen=True, slots=True)
class Stage:
    """A case with its parties, by name."""

    cast: Cast
    filing: Filing
    case: Case

    def party(self, name: str) -> Participation:
        """Return the defendant of that name."""
        rows = Participation.objects.select_related("person", "matter", "case")
        return rows.get(matter=self.case.matter, role=Role.DEFENDANT, person__name=name)


def registered(
    cast: Cast, complaint: Complaint | None = None, *, at: datetime = AT, simple: bool = True
) -> Stage:
    """Return a case of 李泊's, accepted and assigned to 王衢."""
    filing = submitted(cast, complaint or suing(BO), at=at)
    case = decision.accept(filing, is_simple=simple, by=acting(cast.sun, filing.matter), at=at)
    assignment.assign(case, by=Actor.court(), at=at)
    filing.refresh_from_db()
    case.refresh_from_db()
    return Stage(cast, filing, Case.objects.select_related("matter").get(pk=case.pk))


def comes(name: str, *, phone: str = "", number: str | None = None, at: datetime = AT) -> Account:
    """Return somebody who has signed up and been identified, after the case was accepted."""
    one = SUED.get(name)
    known = one if isinstance(one, Natural) else None
    person = Person.objects.create(
        kind=PersonKind.NATURAL,
        name=name,
        id_kind=IdKind.RESIDENT,
        id_number=number if number is not None else known.id_number if known else "",
        verified_at=at,
    )
    phone = phone or (known.phone if known else "13900000099")
    return Account.objects.create(handle=phone, phone=phone, person=person, created_at=at)


def linked(stage: Stage, name: str = BO, *, at: datetime = AT) -> Account:
    """Return a defendant who has come and is linked to the case."""
    account = comes(name, at=at)
    associated(stage, account, at=at)
    return account


def associated(stage: Stage, account: Account, *, at: datetime = AT) -> None:
    """Link an account to the case by its code."""
    association.associate(
        stage.case.matter.code, by=acting(account), at=at, machine_at=clock.machine_now()
    )


def by(account: Account, part: Participation) -> Actor:
    """Return an account acting as that party."""
    part = Participation.objects.select_related("person", "matter").get(pk=part.pk)
    return acting_as(acting(account, part.matter), part)


def answering(stage: Stage, name: str = BO, *, at: datetime = AT) -> tuple[Account, Answer]:
    """Return a linked defendant with an answer to write."""
    account = linked(stage, name, at=at)
    part = stage.party(name)
    return account, defence.open_answer(part, by=by(account, part), at=at)


def answered(stage: Stage, name: str = BO, *, at: datetime = AT) -> tuple[Account, Answer]:
    """Return a linked defendant who has answered."""
    account, answer = answering(stage, name, at=at)
    defence.submit(answer, DEFENCE, by=by(account, answer.participation), at=at)
    answer.refresh_from_db()
    return account, answer
