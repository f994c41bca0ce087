"""Each file is one command: `yunting <name>`."""
