"""The log: leaves sequenced a second, commit to signed head at 1,000 acts/s, proofs at 1 M."""

import sys

from benchmarks import _court

if __name__ == "__main__":
    sys.exit(_court.measure("benchmarks._log", made_by=("migrate",)))
