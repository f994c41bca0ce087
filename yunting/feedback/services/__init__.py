"""The acts of saying something and of answering it."""
