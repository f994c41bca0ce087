"""Which database, in which role: the environment says, or it is this checkout's own cluster."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from yunting.project.cluster import Cluster

ROOT = Path(__file__).resolve().parents[2]


def home() -> Path:
    """Return the folder of this court's data: `YUNTING_HOME`, or `.yunting/` in the checkout."""
    return Path(os.environ.get("YUNTING_HOME", ROOT / ".yunting"))


def own_cluster() -> Cluster:
    """Return the cluster that serves this court when no other database is named."""
    return Cluster(home() / "pg")


def web_url() -> str:
    """Return the address for everything that answers people; its role owns no table."""
    return os.environ.get("YUNTING_DATABASE_URL") or own_cluster().web_url


def owner_url() -> str:
    """Return the address for migrations; its role owns the tables.

    Where only `YUNTING_DATABASE_URL` is set, that database is meant, never the checkout's own.
    """
    named = os.environ.get("YUNTING_OWNER_DATABASE_URL") or os.environ.get("YUNTING_DATABASE_URL")
    return named or own_cluster().owner_url


def parse(url: str) -> dict[str, Any]:
    """Return DATABASES["default"] for `postgresql://user:password@host:port/name?host=/socket`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(f"not a PostgreSQL address: {parts.scheme}")
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", [parts.hostname or ""])[0],
        "PORT": query.get("port", [str(parts.port or "")])[0],
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 16}},
        "CONN_MAX_AGE": 0,
    }
