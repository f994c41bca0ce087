"""What people type about consent, addresses and service."""
