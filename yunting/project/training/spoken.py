"""What people of the training court say of its work, and what they are answered."""

from __future__ import annotations

from yunting.feedback.models import Voice
from yunting.feedback.services import voices
from yunting.feedback.services.voices import Said
from yunting.project.training.proved import Proved


class Spoken(Proved):
    """A scene in which people say what they think."""

    def say(self, said: Said) -> Voice:
        """Let the filer say something of a step."""
        return voices.say(self.filing.matter, said, by=self.filer, at=self.at)

    def reply(self, voice: Voice, words: str) -> None:
        """Let whoever was named answer."""
        voice.refresh_from_db()
        who = self.by(str(voice.assigned_to))
        voices.answer(voice, reply=words, by=who, at=self.at)
