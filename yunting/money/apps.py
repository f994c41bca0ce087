"""The money app."""

from django.apps import AppConfig


class Money(AppConfig):
    """The ledger, fees, payments."""

    name = "yunting.money"
    label = "money"
