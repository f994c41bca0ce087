"""What the court does once: matter, case, person, procedure, facts, log, deadlines."""
