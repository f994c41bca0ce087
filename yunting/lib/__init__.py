"""Helpers without a court in them: they must make sense in a bakery."""
