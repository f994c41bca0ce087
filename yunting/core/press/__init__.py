"""The press: makes the file of a paper from its content, seals it, knows nothing of rows."""
