"""破产: one module for each question the law answers, from which law to the last distribution."""
