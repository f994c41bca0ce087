"""民事执行: from the application to the last fen, and what is done when nothing is left to find."""
