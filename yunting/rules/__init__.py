"""The law as code: pure, total, dated; every answer is a Finding with its articles."""
