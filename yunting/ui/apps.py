"""The ui app."""

from django.apps import AppConfig


class Ui(AppConfig):
    """Page machinery without court nouns."""

    name = "yunting.ui"
    label = "ui"
