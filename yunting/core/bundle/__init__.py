"""What a stranger gets to check the court with: plain Python, no package, no court."""
