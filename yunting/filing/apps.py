"""The filing app."""

from django.apps import AppConfig


class Filing(AppConfig):
    """From a complaint to a case number."""

    name = "yunting.filing"
    label = "filing"
