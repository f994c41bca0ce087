"""Act for an organisation: on one's own declaration, kept with the mandate.

民事诉讼法 第六十一条第二款第二项: the staff of a party may represent it.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from yunting.accounts import events
from yunting.core.actor import Actor
from yunting.core.events import record
from yunting.core.idempotency import first_time
from yunting.core.models import Account, Mandate, MandateScope, Person
from yunting.core.models.person import IdKind
from yunting.core.procedure import NotYours
from yunting.core.roles import Role
from yunting.lib.errors import Refused
from yunting.lib.identity import credit_code

BASIS = "民事诉讼法 第六十一条"
DECLARATION = (
    "本人{agent}声明：我是{principal}的工作人员，已获授权代表单位办理诉讼事务，"
    "书面授权材料由单位保存，法院要求时立即提交。如不属实，愿承担法律责任。"
)


class NotIdentified(Refused):
    """Whoever acts for another must be known first."""

    code: ClassVar[str] = "identity-not-checked"


class NotDeclared(Refused):
    """Nobody acts for an organisation without declaring to be authorised."""

    code: ClassVar[str] = "not-declared"


class AlreadyLinked(Refused):
    """The person acts for this organisation already."""

    code: ClassVar[str] = "already-linked"


class MandateOver(Refused):
    """The mandate has ended before."""

    code: ClassVar[str] = "mandate-over"


def recognise_organisation(
    account: Account,
    *,
    name: str,
    code: str,
    legal_representative: str,
    by: Actor,
    at: datetime,
) -> Mandate:
    """Link an organisation whose papers were compared at the counter.

    :raises NotYours: if the actor does not sit at the counter
    :raises BadCreditCode: if the code cannot be right
    :raises NotIdentified: if the person's own identity was not checked first
    :raises AlreadyLinked: if they act for it already
    """
    if not by.roles & {Role.COURT, Role.FILING_CLERK, Role.FILING_CHIEF}:
        raise NotYours("只有立案窗口可以当面核对证照。", basis=BASIS, remedy="请在线办理。")
    agent = refuse_unknown(account)
    code = credit_code(code)
    with first_time(by):
        refuse_linked(agent, code)
        organisation, _ = Person.objects.get_or_create(
            id_kind=IdKind.CREDIT_CODE,
            id_number=code,
            verified_at__isnull=False,
            defaults={"kind": "legal", "name": name, "verified_at": at},
        )
        return link(
            organisation,
            account=account,
            legal_representative=legal_representative,
            declaration=declaration_of(name, agent, declares=True),
            at=at,
        )


def end_mandate(mandate: Mandate, *, reason: str, by: Actor, at: datetime) -> Mandate:
    """End a mandate: by the agent, by the principal's own account, or by the court.

    :raises NotYours: if the actor is none of them
    :raises MandateOver: if it has ended before
    """
    mine = by.person is not None and by.person.pk in {mandate.agent_id, mandate.principal_id}
    if not mine and Role.COURT not in by.roles:
        raise NotYours("只有双方本人可以解除委托。", basis=BASIS, remedy="请联系委托双方。")
    with first_time(by):
        held = Mandate.objects.select_for_update(no_key=True, of=("self",)).get(pk=mandate.pk)
        if held.until is not None:
            raise MandateOver("这项委托已经解除。", remedy="请刷新页面。")
        held.until = at
        held.save(update_fields=["until"])
        record(
            events.MandateEnded(
                mandate=held.pk,
                principal=held.principal.name,
                agent=held.agent.name,
                reason=reason,
            ),
            by=by,
            at=at,
            basis=BASIS,
        )
    return held


def refuse_unknown(account: Account) -> Person:
    """Return the account's person.

    :raises NotIdentified: if there is none yet
    """
    if account.person is None:
        raise NotIdentified(
            "请先核验您本人的身份，再添加单位。", basis=BASIS, remedy="先填写您的姓名和身份证号。"
        )
    return account.person


def refuse_linked(agent: Person, code: str) -> None:
    """Refuse a second open mandate for the same organisation.

    :raises AlreadyLinked: if there is one
    """
    if Mandate.objects.filter(agent=agent, principal__id_number=code, until__isnull=True).exists():
        raise AlreadyLinked(
            "您已经是这家单位的经办人。", remedy="请在“我的账号”里选择为谁办事。", field="code"
        )


def declaration_of(name: str, agent: Person, *, declares: bool) -> str:
    """Return the words somebody puts their name to.

    :raises NotDeclared: if they do not
    """
    if not declares:
        raise NotDeclared(
            "没有勾选声明，不能代表单位办事。",
            basis=BASIS,
            remedy="如您已获单位授权，请勾选声明。",
            field="declares",
        )
    return DECLARATION.format(agent=agent.name, principal=name)


def link(
    organisation: Person,
    *,
    account: Account,
    legal_representative: str,
    declaration: str,
    at: datetime,
) -> Mandate:
    """Make the account's person act for the organisation, in the caller's transaction."""
    by = Actor.of(account, None)
    agent = refuse_unknown(account)
    mandate, is_new = Mandate.objects.get_or_create(
        principal=organisation,
        agent=agent,
        until__isnull=True,
        defaults={"scope": MandateScope.COLLEAGUE, "since": at},
    )
    if is_new:
        linked = events.OrganisationLinked(
            organisation=organisation.pk,
            name=organisation.name,
            credit_code=organisation.id_number,
            legal_representative=legal_representative,
        )
        given = events.MandateGiven(
            mandate=mandate.pk,
            principal=organisation.name,
            agent=agent.name,
            scope=mandate.scope,
            declaration=declaration,
        )
        for fact in (linked, given):
            record(fact, by=by, at=at, basis=BASIS)
    return mandate
