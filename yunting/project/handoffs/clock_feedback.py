"""What time does to what somebody said: nobody answered, so the president does."""

from yunting.core.actor import Actor
from yunting.core.lapses import Lapse
from yunting.feedback import deadlines
from yunting.feedback.models import VoiceState
from yunting.feedback.services import voices


def bring_before_the_president(lapse: Lapse) -> None:
    """Bring it before the president, unless it was answered."""
    if lapse.subject.state == VoiceState.WAITING:
        voices.bring_before_the_president(lapse.subject, by=Actor.clock(), at=lapse.at)


LAPSES = ((deadlines.ANSWERING, bring_before_the_president),)
