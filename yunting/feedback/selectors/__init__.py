"""Read what was said, whom it reaches, and what it comes to."""
