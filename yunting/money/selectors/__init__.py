"""What money is read by, by what it is about."""
