"""Filing over HTTP for programs: the same reads and acts as the pages."""
