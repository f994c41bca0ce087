"""公布裁判文书: what is published at all, and how a name becomes 某."""
