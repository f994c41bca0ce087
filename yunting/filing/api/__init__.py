"""Filing over HTTP for programs, by who stands at the counter."""
