"""Filing over HTTP for programs, by what is done."""
