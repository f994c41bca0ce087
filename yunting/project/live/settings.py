"""Settings of the live process: only the apps that decide who may watch, to stay small."""

from yunting.project.settings import *  # noqa: F403
from yunting.project.settings import DATABASES

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "yunting.core",
    "yunting.accounts",
]
# Few threads, each with a connection that it keeps and that is looked at before use.
DATABASES["default"] |= {"OPTIONS": {}, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
