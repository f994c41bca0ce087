"""The project app."""

from django.apps import AppConfig


class Project(AppConfig):
    """Connects the pillars."""

    name = "yunting.project"
    label = "project"
