"""Commands of the court."""
