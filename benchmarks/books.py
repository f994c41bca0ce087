"""The bank's book of a day of 100,000 payments: read, kept and compared with the court's own."""

import sys

from benchmarks import _court

if __name__ == "__main__":
    sys.exit(_court.measure("benchmarks._books", made_by=("migrate",)))
