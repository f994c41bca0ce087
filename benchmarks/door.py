"""The door: `get_for` with its reading record, beside a bare view with one SELECT."""

import sys

from benchmarks import _court

if __name__ == "__main__":
    sys.exit(_court.measure("benchmarks._door"))
