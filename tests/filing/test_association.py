"""Linking a case: by the code on the paper and a checked identity, and by nothing less."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.cast import AT, Cast, acting
from tests.delivery.build import seal
from tests.filing.build import submitted
from tests.filing.defence_stage import (
    BO,
    FIRM,
    JIAO,
    answering,
    associated,
    comes,
    linked,
    number_of,
    registered,
    suing,
)
from yunting.accounts.selectors import acting_for
from yunting.accounts.services.locks import Locked
from yunting.core import documents
from yunting.core.actor import Actor
from yunting.core.events import fact_of, sentence_of
from yunting.core.models import (
    Event,
    Mandate,
    MandateScope,
    Matter,
    Participation,
    Person,
    PersonKind,
)
from yunting.core.models.person import IdKind
from yunting.core.procedure import AlreadyDone, NotYours, OutOfOrder
from yunting.core.roles import Role
from yunting.filing import documents as papers
from yunting.filing.models import Association, AssociationState
from yunting.filing.services import association
from yunting.filing.services.association import (
    AlreadyAssociated,
    NoReasonToReject,
    NoSuchParty,
    PartyTaken,
    TakesPartAlready,
)
from yunting.filing.services.opening import IdentityUnknown
from yunting.lib import clock, codes
from yunting.lib.codes import BadCode

NOW = clock.machine_now()
NOTHING = codes.make(lambda below: 0)


def try_code(account, code: str, *, machine_at=NOW, by: Actor | None = None) -> Association:  # type: ignore[no-untyped-def]
    return association.associate(code, by=by or acting(account), at=AT, machine_at=machine_at)


class TestAssociate:
    def test_ties_the_party_to_the_checked_person_and_lets_it_see_the_case(
        self, cast: Cast
    ) -> None:
        stage = registered(cast)
        bo = comes(BO)
        named = stage.party(BO).person
        assert not Matter.objects.visible_to(bo).exists()

        made = try_code(bo, stage.case.matter.code)

        part = stage.party(BO)
        assert made.state == AssociationState.LINKED
        assert part.person == bo.person != named
        assert Matter.objects.visible_to(bo).get() == stage.case.matter
        event = Event.objects.get(kind="filing.case-associated")
        fact = fact_of(event)
        assert (fact.before, fact.person) == (named.pk, bo.person.pk)  # type: ignore[attr-defined]
        assert sentence_of(event) == "李泊核验身份后关联本案，当事人李泊"

    def test_records_it_also_where_acceptance_knew_the_person(self, cast: Cast) -> None:
        bo = comes(BO)
        stage = registered(cast)
        assert Matter.objects.visible_to(bo).exists()

        try_code(bo, stage.case.matter.code)

        assert Event.objects.filter(kind="filing.case-associated").count() == 1

    def test_takes_a_colleague_who_acts_for_the_organisation_in_as_its_agent(
        self, cast: Cast
    ) -> None:
        stage = registered(cast, suing(FIRM))
        jiao, firm = comes(JIAO), checked_firm()
        assert jiao.person is not None
        Mandate.objects.create(
            principal=firm, agent=jiao.person, scope=MandateScope.COLLEAGUE, since=AT
        )

        try_code(jiao, stage.case.matter.code, by=acting_for(acting(jiao), firm))

        part = stage.party(FIRM)
        agent = Participation.objects.get(person=jiao.person, matter=stage.case.matter)
        assert part.person == firm
        assert (agent.role, agent.represents, agent.side) == (Role.AGENT, part, part.side)

    def test_takes_the_code_of_a_sealed_paper_and_of_no_other(self, cast: Cast) -> None:
        stage = registered(cast)
        bo = comes(BO)
        notice = documents.issue(
            papers.JUDGES,
            papers.JudgesNotice(
                papers.Proceeding((), "买卖合同纠纷", AT.date(), "简易程序", "12368"), (), False
            ),
            matter=stage.case.matter,
            case=stage.case,
            to=stage.party(BO).person,
            by=Actor.court(),
            at=AT,
        )
        with pytest.raises(NoSuchParty):
            try_code(bo, notice.code)

        seal(notice)

        assert try_code(bo, notice.code).participation == stage.party(BO)

    def test_refuses_a_colleague_who_does_not_say_for_whom(self, cast: Cast) -> None:
        stage = registered(cast, suing(FIRM))

        with pytest.raises(NoSuchParty):
            try_code(comes(JIAO), stage.case.matter.code)

    def test_answers_a_wrong_person_as_it_answers_a_code_of_nothing(self, cast: Cast) -> None:
        stage = registered(cast)
        no_case = submitted(cast, suing(BO)).matter.code
        refusals = []

        for account, code in (
            (cast.qian, stage.case.matter.code),
            (comes(BO, phone="13900000091", number="330902197605040022"), stage.case.matter.code),
            (comes(JIAO), no_case),
            (comes("周湾"), NOTHING),
        ):
            with pytest.raises(NoSuchParty) as refused:
                try_code(account, code)
            refusals.append(str(refused.value) + refused.value.remedy)

        assert len(set(refusals)) == 1
        assert not Association.objects.exists()
        assert not Event.objects.filter(
            kind__startswith="filing.a", matter=stage.case.matter
        ).filter(kind="filing.case-associated")

    def test_shuts_after_five_wrong_codes_in_a_row_and_opens_again(self, cast: Cast) -> None:
        stage = registered(cast)
        bo = comes(BO)
        for _ in range(5):
            with pytest.raises(NoSuchParty):
                try_code(bo, NOTHING)

        with pytest.raises(Locked, match="已暂停关联案件"):
            try_code(bo, stage.case.matter.code)

        later = NOW + timedelta(minutes=16)
        assert try_code(bo, stage.case.matter.code, machine_at=later).state == "linked"

    def test_refuses_what_is_no_code_and_whoever_is_not_identified(self, cast: Cast) -> None:
        bo = comes(BO)
        with pytest.raises(BadCode):
            try_code(bo, "没有")

        Person.objects.filter(pk=bo.person.pk).update(verified_at=None)  # type: ignore[union-attr]
        bo.person.refresh_from_db()  # type: ignore[union-attr]
        with pytest.raises(IdentityUnknown):
            try_code(bo, NOTHING)

    def test_refuses_to_link_twice(self, cast: Cast) -> None:
        stage = registered(cast)
        bo = linked(stage)

        with pytest.raises(AlreadyAssociated):
            associated(stage, bo)

    def test_refuses_who_is_on_the_other_side(self, cast: Cast) -> None:
        complaint = suing(BO, numbers=False)
        party = complaint.parties[1]
        both = replace(complaint, parties=(complaint.parties[0], replace(party, name="张澄")))
        stage = registered(cast, both)

        with pytest.raises(TakesPartAlready):
            try_code(cast.zhang, stage.case.matter.code)

    def test_is_done_once_under_one_key(self, cast: Cast) -> None:
        stage = registered(cast)
        bo = comes(BO)
        try_code(bo, stage.case.matter.code, by=acting(bo, key="once"))

        with pytest.raises(AlreadyDone):
            try_code(bo, stage.case.matter.code, by=acting(bo, key="once"))

        assert Association.objects.count() == 1


class TestNamedWithoutANumber:
    def test_waits_for_the_court_and_shows_nothing_until_then(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, numbers=False))
        bo = comes(BO)

        made = try_code(bo, stage.case.matter.code)

        assert made.state == AssociationState.ASKED
        assert not Matter.objects.visible_to(bo).exists()
        assert stage.party(BO).person != bo.person

    def test_is_confirmed_with_one_act(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, numbers=False))
        bo = comes(BO)
        made = try_code(bo, stage.case.matter.code)

        association.confirm(made, by=acting(cast.sun, stage.case.matter), at=AT)

        assert stage.party(BO).person == bo.person
        assert Matter.objects.visible_to(bo).exists()
        with pytest.raises(OutOfOrder):
            association.confirm(made, by=acting(cast.sun, stage.case.matter), at=AT)

    def test_is_rejected_with_a_reason_and_may_be_asked_again(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, numbers=False))
        bo = comes(BO)
        made = try_code(bo, stage.case.matter.code)
        sun = acting(cast.sun, stage.case.matter)
        with pytest.raises(NoReasonToReject):
            association.reject(made, reason=" ", by=sun, at=AT)

        association.reject(made, reason="住址不符。", by=sun, at=AT)

        assert not Matter.objects.visible_to(bo).exists()
        assert try_code(bo, stage.case.matter.code).state == AssociationState.ASKED

    def test_is_not_confirmed_by_a_party(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, numbers=False))
        made = try_code(comes(BO), stage.case.matter.code)

        with pytest.raises(NotYours):
            association.confirm(made, by=acting(cast.zhang, stage.case.matter), at=AT)

    def test_belongs_to_the_first_of_two_of_that_name_that_is_confirmed(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, numbers=False))
        one = try_code(comes(BO), stage.case.matter.code)
        namesake = comes(BO, phone="13900000092", number="330902197605040022")
        other = try_code(namesake, stage.case.matter.code)
        sun = acting(cast.sun, stage.case.matter)
        association.confirm(one, by=sun, at=AT)

        with pytest.raises(PartyTaken):
            association.confirm(other, by=sun, at=AT)

        assert stage.party(BO).person == one.person


def checked_firm() -> Person:
    return Person.objects.create(
        kind=PersonKind.LEGAL,
        name=FIRM,
        id_kind=IdKind.CREDIT_CODE,
        id_number=number_of(FIRM),
        verified_at=AT,
    )


class TestCoDefendants:
    def test_have_each_a_place_of_their_own(self, cast: Cast) -> None:
        stage = registered(cast, suing(BO, JIAO))
        _, bos = answering(stage, BO)
        jiao, jiaos = answering(stage, JIAO)

        assert bos.participation != jiaos.participation
        assert list(type(bos).objects.visible_to(jiao)) == [jiaos]
