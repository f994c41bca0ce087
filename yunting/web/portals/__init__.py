"""The portals: citizens on a phone, the court at a desk."""
