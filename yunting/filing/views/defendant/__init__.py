"""The defendant's pages, and the court's answers to what a defendant asks for."""
