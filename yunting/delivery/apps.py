"""The delivery app."""

from django.apps import AppConfig


class Delivery(AppConfig):
    """Consent, addresses, service of papers."""

    name = "yunting.delivery"
    label = "delivery"
