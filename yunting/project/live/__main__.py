"""Run the live process: `python -m yunting.project.live --port 8001`. SIGTERM stops it."""

import argparse
import logging
import os
from importlib import import_module

import django
import uvloop

from yunting.core import court_clock


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(description="Tell open pages that something is new.")
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    # Always its own: what the environment names is meant for the pages.
    os.environ["DJANGO_SETTINGS_MODULE"] = "yunting.project.live.settings"
    logging.basicConfig(format="%(asctime)s %(levelname).1s %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("yunting").setLevel(logging.INFO)
    django.setup()
    court_clock.install()
    uvloop.run(import_module("yunting.project.live.server").serve(port))


if __name__ == "__main__":
    main()
