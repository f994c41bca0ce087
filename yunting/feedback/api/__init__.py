"""What people say of the court, for programs."""
