"""The pages on which people speak of the court, and are answered."""
