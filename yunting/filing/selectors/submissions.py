"""What was sent, run by run."""

import json

from yunting.core.actor import Actor
from yunting.core.audience import is_of_the_court
from yunting.core.models import Side
from yunting.filing.models import Filing, Submission
from yunting.lib.errors import NotVisible


def latest(filing: Filing) -> Submission:
    """Return the submission of the present run; one query.

    :raises Submission.DoesNotExist: if nothing was sent yet
    """
    return Submission.objects.filter(filing=filing).latest("run")


def values_of(submission: Submission) -> dict[str, str]:
    """Return the values as they were sent, by path."""
    values: dict[str, str] = json.loads(bytes(submission.body))["values"]
    return values


def is_theirs(actor: Actor) -> bool:
    """Tell whether somebody may read every run: the side that sent it, and the court."""
    return actor.side == Side.CLAIMING or is_of_the_court(actor)


def sent_in(filing: Filing, run: int) -> Submission:
    """Return what was sent in one run; one query.

    :raises NotVisible: if there was no such run
    """
    found = Submission.objects.filter(filing=filing, run=run).first()
    if found is None:
        raise NotVisible
    return found


def read_by(actor: Actor, filing: Filing, run: int | None) -> Submission:
    """Return what somebody reads of a filing: the run asked for if it is theirs, else the latest.

    :raises NotVisible: if nothing was sent, or there was no such run
    """
    return sent_in(filing, run if run and is_theirs(actor) else filing.run)
