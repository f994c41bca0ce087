"""Give and end posts: what somebody of the court may do follows from them."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, TypeVar

from yunting.accounts import events
from yunting.core.actor import Actor
from yunting.core.events import record
from yunting.core.idempotency import first_time
from yunting.core.models import Account, Division, Post
from yunting.core.procedure import NotYours
from yunting.core.roles import POSTS, Role
from yunting.lib.errors import Refused

F = TypeVar("F", events.PostGiven, events.PostEnded)
BASIS = "GB/T 22239—2019 8.1.4.2"
IN_CHARGE = frozenset({Role.COURT, Role.PRESIDENT, Role.OPERATOR})


class NoSuchPost(Refused):
    """The role is no post of a court, or the account is not one of its staff."""

    code: ClassVar[str] = "no-such-post"


class PostHeld(Refused):
    """The account holds this post already."""

    code: ClassVar[str] = "post-held"


class PostOver(Refused):
    """The post has ended before."""

    code: ClassVar[str] = "post-over"


def refuse_unless_in_charge(by: Actor) -> None:
    """Let only the court, its president and its operator pass.

    :raises NotYours: for anybody else
    """
    if not by.roles & IN_CHARGE:
        raise NotYours(
            "账号和职务只能由院长或系统管理员管理。", basis=BASIS, remedy="请联系本院系统管理员。"
        )


def give_post(account: Account, *, division: Division, role: Role, by: Actor, at: datetime) -> Post:
    """Give somebody of the court a post in a division.

    :raises NotYours: if the actor is not in charge of posts
    :raises NoSuchPost: if the role is no post, or the account is none of the staff's
    :raises PostHeld: if the account holds it already
    """
    refuse_unless_in_charge(by)
    if role not in POSTS or not account.is_court_staff:
        raise NoSuchPost(f"不能让{account}担任“{role.label}”。", remedy="请选择本院人员和职务。")
    with first_time(by):
        # The account's row is what makes two at once come one after the other.
        Account.objects.select_for_update(no_key=True).get(pk=account.pk)
        if Post.objects.filter(
            account=account, division=division, role=role, until__isnull=True
        ).exists():
            raise PostHeld(f"{account}已担任{division}的{role.label}。", remedy="无需再次任命。")
        post = Post.objects.create(account=account, division=division, role=role, since=at)
        record(_told(events.PostGiven, post), court=division.court, by=by, at=at, basis=BASIS)
    return post


def end_post(post: Post, *, by: Actor, at: datetime) -> Post:
    """End a post; what was done under it stays.

    :raises NotYours: if the actor is not in charge of posts
    :raises PostOver: if it has ended before
    """
    refuse_unless_in_charge(by)
    with first_time(by):
        held = Post.objects.select_for_update(no_key=True).get(pk=post.pk)
        if held.until is not None:
            raise PostOver("这个职务已经免去。", remedy="请刷新页面。")
        held.until = at
        held.save(update_fields=["until"])
        record(_told(events.PostEnded, held), court=held.division.court, by=by, at=at, basis=BASIS)
    return held


def _told(fact: type[F], post: Post) -> F:
    return fact(
        post=post.pk,
        account=post.account_id,
        division=post.division.name,
        role=post.role,
        title=post.get_role_display(),
    )
