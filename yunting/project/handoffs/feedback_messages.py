"""Who said something is told that it was answered, and nobody else."""

from __future__ import annotations

from typing import Any

from yunting.core import messages
from yunting.core.events import When, fact_of
from yunting.core.messages import Template
from yunting.core.models import Event
from yunting.feedback import events
from yunting.feedback.models import Voice

ANSWERED = Template(
    "您的意见已经答复",
    "您对“{step}”的意见，{who}已经答复。请在“感谢、投诉和评价”里打开看。现在不用您做什么。",
)


def tell_that_it_is_answered(event: Event) -> None:
    """Tell whoever said it."""
    fact: Any = fact_of(event)
    voice = Voice.objects.select_related("said_by__person", "answered_by__person").get(
        pk=fact.voice
    )
    words = {"step": str(voice.get_step_display()), "who": str(voice.answered_by)}
    if voice.said_by.person is not None:
        messages.tell_of(event, [voice.said_by.person], ANSWERED, words)


HANDOFFS = ((events.VoiceAnswered, When.AFTER, tell_that_it_is_answered),)
