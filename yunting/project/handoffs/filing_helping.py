"""What a principal is told of what a helper does on a complaint of theirs, at once."""

from __future__ import annotations

from yunting.core import messages
from yunting.core.actor import Channel
from yunting.core.events import When
from yunting.core.messages import Template
from yunting.core.models import Event
from yunting.filing import events

BEGUN = Template(
    "有人替您写起诉状",
    "{helper}按您的授权，开始替您写起诉状。写好以后要您本人核对签名。您可以随时收回授权。",
)
TO_SIGN = Template(
    "请核对起诉状",
    "{helper}替您填好了起诉状。请打开案件页面，逐项核对，没有错再签名提交。不签名，就不会起诉。",
)
WORDS = {events.FilingOpened.kind: BEGUN, events.SignatureAsked.kind: TO_SIGN}


def tell_the_principal(event: Event) -> None:
    """Tell the principal what a helper has just done."""
    if event.channel == Channel.HELPER and event.on_behalf_of is not None:
        words = {"helper": str(event.account)}
        messages.tell_of(event, [event.on_behalf_of], WORDS[event.kind], words)


HANDOFFS = (
    (events.FilingOpened, When.TOGETHER, tell_the_principal),
    (events.SignatureAsked, When.TOGETHER, tell_the_principal),
)
