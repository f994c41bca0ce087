"""The web app."""

from django.apps import AppConfig


class Web(AppConfig):
    """The shell and the portals."""

    name = "yunting.web"
    label = "web"
