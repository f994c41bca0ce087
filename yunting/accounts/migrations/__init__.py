"""Tables of the accounts app, as they grew."""
