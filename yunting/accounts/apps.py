"""The accounts app."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """Sign-up, identity, mandates, staff sign-in."""

    name = "yunting.accounts"
    label = "accounts"
