"""Filings whose filers say what they think of a step: answered, overdue, waiting, only marks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from yunting.feedback.models import Score, Step, VoiceKind
from yunting.feedback.services.voices import Said
from yunting.project.training.lives import LAST, redirected, withdrawn_returned, withdrawn_sent
from yunting.project.training.spoken import Spoken
from yunting.project.training.timeline import Life


def thanked(s: Spoken) -> Life:
    """The filer gives marks and thanks the colleague, who answers."""
    yield from withdrawn_sent(s)
    yield s.workday(1, 9)
    s.say(Said(VoiceKind.RATING, Step.FILING, score=Score.BEST))
    voice = s.say(Said(VoiceKind.THANKS, Step.FILING, words="电话里讲得很清楚，谢谢。"))
    yield s.workday(1, 15)
    s.reply(voice, "谢谢您的肯定。")


def complained(s: Spoken) -> Life:
    """Nobody answers a complaint in time: the president does."""
    yield from withdrawn_returned(s)
    yield s.workday(1, 9)
    voice = s.say(Said(VoiceKind.COMPLAINT, Step.FILING, words="补正通知没有说清楚缺哪一份。"))
    yield s.workday(14, 10)
    s.reply(voice, "通知的写法已经改了，给您添了麻烦，抱歉。")


def waited(s: Spoken) -> Life:
    """One complaint is overdue, another has just come."""
    yield from redirected(s)
    yield s.workday(1, 9)
    s.say(Said(VoiceKind.COMPLAINT, Step.FILING, words="等了几天才告诉我不归这里管。"))
    yield s.on(LAST, 15)
    told = "请告诉我宁波海事法院的收件地址。"
    s.say(Said(VoiceKind.RATING, Step.FILING, score=Score.FAIR, words=told))


LIVES_OF_VOICES: Final[dict[str, Callable[[Spoken], Life]]] = {
    life.__name__: life for life in (thanked, complained, waited)
}
