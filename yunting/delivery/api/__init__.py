"""Delivery for programs."""
