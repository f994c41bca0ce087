"""The case page at 30 and at 3,000 facts: queries, and time beside a bare view."""

import sys

from benchmarks import _court

if __name__ == "__main__":
    sys.exit(_court.measure("benchmarks._case_page"))
