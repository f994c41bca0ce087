"""Delivery as the law orders it: who may do what, when, under which article."""

from yunting.delivery.procedure import address, consent, service

__all__ = ["address", "consent", "service"]
