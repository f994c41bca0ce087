"""Settings, addresses, handoffs and commands: the composition root."""
