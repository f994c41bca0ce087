"""The court's pages with the bare views beside them, for the real server."""

from django.conf import settings

from yunting.project.wsgi import application

settings.ROOT_URLCONF = "benchmarks._views"

__all__ = ["application"]
