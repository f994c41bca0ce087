"""The file of a dispute: what lies in it, as one PDF, corrected, sealed, copied."""
