"""What the pages of the shell show, for programs: disputes, one's own list, public checks, log."""
