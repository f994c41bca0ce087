"""云庭: an open-source digital court."""
