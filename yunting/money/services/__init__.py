"""The acts of money, by what they are about."""
