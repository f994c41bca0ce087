"""What the worker does for delivery after an act; each job is declared beside its service."""

from yunting.delivery.services.sending import send_attempt

__all__ = ["send_attempt"]
