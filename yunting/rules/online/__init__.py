"""在线诉讼: which stage is online for whom, what electronic material is worth, and hearings."""
