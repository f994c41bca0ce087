"""The core app."""

from django.apps import AppConfig


class Core(AppConfig):
    """Everything the court does once: matters, people, procedure, facts, log, deadlines."""

    name = "yunting.core"
    label = "core"
