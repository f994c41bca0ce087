"""What a file really is, by its content, and whether it may come in. Runs nothing it reads."""
