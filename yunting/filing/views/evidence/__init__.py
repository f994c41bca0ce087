"""Pages of evidence: every party's lists, one item, giving it, weighing it."""
