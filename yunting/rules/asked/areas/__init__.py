"""The declarations, one module for each first word of a name; each has its `RULES`."""
