"""送达: by which way a paper reaches a person, and from which moment it counts as served."""
