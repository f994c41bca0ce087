"""What stands around every page of this court: its words, its entries, for whom, outages."""

from __future__ import annotations

from datetime import timedelta

from django.core.cache import cache
from django.http import HttpRequest

from yunting.accounts import selectors
from yunting.core import signing
from yunting.core.actor import Actor
from yunting.core.document_kinds import kinds
from yunting.core.messages import messages_of
from yunting.core.models import Account, Outage, Person
from yunting.delivery.selectors import door
from yunting.feedback.selectors import door as voices
from yunting.filing.selectors import fairness, queue
from yunting.lib import clock
from yunting.lib.errors import NotVisible
from yunting.money.selectors.door import HANDLES_MONEY
from yunting.ui import frame, navigation, wording
from yunting.ui import terms as explained
from yunting.ui.navigation import Entry
from yunting.web import terms

OUTAGE_SHOWN_FOR = timedelta(days=3)
_MINUTE = 60


def account_of(request: HttpRequest) -> Account | None:
    """Return who is signed in, None for nobody."""
    user = getattr(request, "user", None)
    return user if isinstance(user, Account) else None


def acting_for(request: HttpRequest) -> str:
    """Return whom one acts for: the helped in a dispute, else whom the address names.

    A query or two where the address names somebody, none otherwise.
    """
    account = account_of(request)
    helped: Person | None = getattr(request, "helped", None)
    if helped is not None:
        return helped.name
    try:
        principal = selectors.principal_of(request, account) if account else None
    except NotVisible:
        return ""
    return principal.name if principal else ""


def stay_route(request: HttpRequest) -> str:
    """Return what extends a session that ends when idle: that of the staff."""
    account = account_of(request)
    return "accounts:extend" if account and account.is_court_staff else ""


def outage(request: HttpRequest) -> str:
    """Return the sentence about an outage of the last days; asked for once a minute."""
    if account_of(request) is None:
        return ""
    return str(cache.get_or_set("outage", latest_outage, _MINUTE))


def latest_outage() -> str:
    """Return what happened, and that the periods it touched were put off; empty for none."""
    since = clock.machine_now() - OUTAGE_SHOWN_FOR
    found = Outage.objects.filter(ended_at__gte=since).order_by("-ended_at").first()
    if found is None:
        return ""
    began, ended = wording.instant(found.court_began_at), wording.instant(found.court_ended_at)
    return f"{began}至{ended}系统故障，不能办理。受影响的期限已经顺延。故障证明编号 {found.code}。"


def unread(request: HttpRequest) -> int:
    """Return how many messages wait to be read; one query."""
    account = account_of(request)
    return messages_of(account).filter(read_at__isnull=True).count() if account else 0


def posts(request: HttpRequest) -> frozenset[str]:
    """Return the posts of who is signed in; one query for all that asks during a request."""
    account = account_of(request)
    if account is None or not account.is_court_staff:
        return frozenset()
    held: frozenset[str] | None = getattr(request, "posts_held", None)
    if held is None:
        held = Actor.of(account, None).posts
        request.posts_held = held  # type: ignore[attr-defined]
    return held


def reviews(request: HttpRequest) -> bool:
    """Tell whether the queue of the filing division is theirs."""
    return bool(posts(request) & queue.MAY_REVIEW)


def serves_papers(request: HttpRequest) -> bool:
    """Tell whether serving papers is their work."""
    return bool(posts(request) & door.MAY_SERVE)


def watches_draws(request: HttpRequest) -> bool:
    """Tell whether the draws of judges are theirs to look at."""
    return bool(posts(request) & fairness.MAY_SEE)


def keeps_books(request: HttpRequest) -> bool:
    """Tell whether the court's money is theirs to look after."""
    return bool(posts(request) & HANDLES_MONEY)


def answers_voices(request: HttpRequest) -> bool:
    """Tell whether what people say of the court may be theirs to answer."""
    return bool(posts(request) & voices.ANSWERERS)


def reads_figures(request: HttpRequest) -> bool:
    """Tell whether the figures of what people say are for them."""
    return bool(posts(request) & voices.MAY_READ_FIGURES)


def speaks(request: HttpRequest) -> bool:
    """Tell whether somebody is signed in who may have something to say of the court."""
    account = account_of(request)
    return account is not None and not account.is_court_staff


def signs(request: HttpRequest) -> bool:
    """Tell whether some papers wait for a signature of theirs, now or ever."""
    return any(posts(request) & kind.signed_by for kind in kinds().values())


def papers_to_sign(request: HttpRequest) -> int:
    """Return how many papers wait for one's signature; one query."""
    account = account_of(request)
    if account is None or not signs(request):
        return 0
    return signing.to_sign(account, roles=posts(request)).count()


# An entry appears once its page exists. The letter is the first of the word in pinyin.
CITIZEN = (
    Entry("首页", "web:home", icon="home"),
    Entry("办理", "filing:start", icon="write"),
    Entry("我的案件", "web:my-cases", icon="cases"),
    Entry("消息", "web:messages", icon="messages", count=unread),
)
COURT = (
    Entry("今日", "web:today", key="j"),
    Entry("待办", "web:tasks", key="d"),
    Entry("立案", "filing:queue", key="l", shown=reviews),
    Entry("案件", "web:cases", key="a"),
    Entry("送达", "delivery:services", key="s", shown=serves_papers),
    Entry("签发", "web:to-sign", key="q", shown=signs, count=papers_to_sign),
    Entry("分案", "filing:fairness", key="f", shown=watches_draws),
    Entry("诉讼费", "money:payments", key="m", shown=keeps_books),
    Entry("意见", "feedback:voices", key="y", shown=answers_voices),
    Entry("满意度", "feedback:figures", shown=reads_figures),
    Entry("法律计算", "web:rules"),
)
FOOT = (
    Entry("查验真伪", "web:check"),
    Entry("法律计算", "web:rules"),
    Entry("系统故障", "web:outages"),
    Entry("感谢、投诉和评价", "feedback:mine", shown=speaks),
)


def connect() -> None:
    """Fill in what the page machinery leaves open."""
    explained.fill(terms.read())
    navigation.declare("citizen", *CITIZEN)
    navigation.declare("court", *COURT)
    navigation.declare("foot", *FOOT)
    frame.provide(
        acting_for=acting_for,
        stay_route=stay_route,
        outage=outage,
        account_route="accounts:account",
        sign_out_route="accounts:sign-out",
        search_route="web:search",
        stop_acting_route="accounts:act-for-oneself",
    )
