"""The citizen's portal: one question on the home page, my cases, messages."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST, require_safe

from yunting.core import messages as told
from yunting.core.access import account_of, get_for
from yunting.core.models import Matter, Message
from yunting.filing.selectors import standing
from yunting.lib import clock
from yunting.ui.pages import done, show, signed_in

PAGE = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to 您要做什么; `href` is empty for what this court does not do online yet."""

    title: str
    text: str
    route: str

    @property
    def href(self) -> str:
        """Return the address, empty while there is none."""
        try:
            return reverse(self.route) if self.route else ""
        except NoReverseMatch:
            return ""


CHOICES = (
    Choice("立案", "起诉别人。一题一题回答，就能写好起诉状。", "filing:start"),
    Choice("我被起诉了", "用文书或者短信上的编码关联案件，看起诉状、答辩。", "filing:associate"),
    Choice("查进度", "案件到哪一步了，下一步谁来办。", "web:my-cases"),
    Choice("我收到了法院的文书", "法院送给您的文书，都在这里打开。", "delivery:papers"),
    Choice("查验短信和文书", "输入查验码，核对真伪，不用登录。", "web:check"),
    Choice("算费用、期限、利息", "诉讼费、上诉期、迟延利息，看依据和算法。", "web:rules"),
    Choice("有纠纷，想调解", "现在请拨打12368，或者到就近的共享法庭。", ""),
    Choice("参加庭审或者会议", "现在请按传票到法院参加。", ""),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Ask what the visitor wants to do; colleagues of the court go to their day."""
    if getattr(request.user, "is_court_staff", False):
        return redirect("web:today")
    return show(request, "web/home.html", {"choices": CHOICES})


@require_safe
@signed_in
def my_cases(request: HttpRequest) -> HttpResponse:
    """List the disputes one takes part in, newest first; two queries and two for all pages."""
    account = account_of(request)
    matters = list(Matter.objects.visible_to(account).order_by("-id")[:PAGE])
    rows = [(m, standing.title_of(own), standing.of(own)) for m, own in standing.all_of(matters)]
    return show(request, "web/my_cases.html", {"rows": rows})


@require_safe
@signed_in
def messages(request: HttpRequest) -> HttpResponse:
    """List what the court has told this person."""
    rows = told.messages_of(account_of(request))[:PAGE]
    return show(request, "web/messages.html", {"rows": rows})


@require_POST
@signed_in
def read_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a message as read and go where it points."""
    message, _ = get_for(request, Message, pk=pk)
    told.mark_read(message, at=clock.now())
    return done(request, message.matter or "web:messages")
