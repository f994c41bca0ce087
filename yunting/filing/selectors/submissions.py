"""What was sent, run by run."""

import json

from yunting.filing.models import Filing, Submission


def latest(filing: Filing) -> Submission:
    """Return the submission of the present run; one query.

    :raises Submission.DoesNotExist: if nothing was sent yet
    """
    return Submission.objects.filter(filing=filing).latest("run")


def values_of(submission: Submission) -> dict[str, str]:
    """Return the values as they were sent, by path."""
    values: dict[str, str] = json.loads(bytes(submission.body))["values"]
    return values
