"""The web app."""

from importlib import import_module

from django.apps import AppConfig


class Web(AppConfig):
    """The shell and the portals; gives the page machinery the court's words and entries."""

    name = "yunting.web"
    label = "web"

    def ready(self) -> None:
        """Connect what stands around every page."""
        import_module("yunting.web.around").connect()
