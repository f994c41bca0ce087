"""Programs that keep the repository: set-up, locks, checks."""
