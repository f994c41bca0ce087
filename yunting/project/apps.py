"""The project app."""

from importlib import import_module

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule

# What engines read registries of; each module declares when it is imported, once, at start.
DECLARATIONS = (
    *("events", "procedure", "deadlines", "documents", "settings", "indicators", "inspections"),
    *("jobs", "callbacks", "messages"),
)


class Project(AppConfig):
    """Connects the pillars."""

    name = "yunting.project"
    label = "project"

    def ready(self) -> None:
        """Import every declaration of every app."""
        for app in apps.get_app_configs():
            for name in DECLARATIONS:
                if app.name.startswith("yunting.") and module_has_submodule(app.module, name):
                    import_module(f"{app.name}.{name}")
