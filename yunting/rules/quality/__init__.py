"""审判质效: what is counted, over what, without what, and where the definition comes from."""
