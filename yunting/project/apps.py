"""The composition root."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps

DECLARATIONS = (
    *("procedure", "events", "deadlines", "documents", "settings"),
    *("messages", "callbacks", "files", "jobs", "signing", "certified_copies"),
)


class Project(AppConfig):
    """Connects the pillars."""

    name = "yunting.project"
    label = "project"

    def ready(self) -> None:
        """Import every app's declarations, so that the registries know them; connect handoffs."""
        for app in apps.get_app_configs():
            if app.name.startswith("yunting."):
                for name in DECLARATIONS:
                    if find_spec(f"{app.name}.{name}") and app.name != self.name:
                        import_module(f"{app.name}.{name}")
        import_module("yunting.project.handoffs").connect()
        import_module("yunting.project.contents").connect()
