"""Copies of one file for the eye: small programs of their own, one a kind, without framework."""
