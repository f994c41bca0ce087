"""The shell, the portals, the case page and public verification."""
