"""Pages of the door and of one's own account, one module to a noun."""
