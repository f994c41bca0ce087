"""Reads of delivery."""
