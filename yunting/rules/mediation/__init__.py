"""诉前调解和在线调解: who mediates, for how long, what comes of it, and what must stay inside."""
