"""Acts on accounts, identities, mandates and posts, one module to a noun."""
