"""Replace the key that signs the log: `yunting rotate_log_key [--lost]`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yunting.core import log_keys
from yunting.core.actor import Actor
from yunting.core.heads import KeyMissing
from yunting.lib import clock


class Command(BaseCommand):
    """Publish a new key, endorsed by the one in force, as a fact of the court."""

    help = "Publish a new key for the log; the old one endorses it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what to do without the old key."""
        parser.add_argument(
            "--lost",
            action="store_true",
            help="the old private key is gone: publish without its endorsement",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate and print the new fingerprint."""
        try:
            key = log_keys.rotate(by=Actor.court(), at=clock.now(), lost=options["lost"])
        except KeyMissing as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已启用新的日志签名公钥，指纹 {key.fingerprint}")
