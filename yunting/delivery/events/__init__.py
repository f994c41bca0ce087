"""What can happen in delivery."""

from yunting.delivery.events import address, consent, service

__all__ = ["address", "consent", "service"]
