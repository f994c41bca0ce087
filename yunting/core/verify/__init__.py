"""Recompute the whole record from its own bytes and name every row that does not agree."""
