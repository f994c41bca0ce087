"""Page machinery without court nouns: base page, components, lists, steps, refusals."""
