"""Papers: set, sealed, stamped and recorded a second; a thousand signed, sealed and sent."""

import sys

from benchmarks import _court

if __name__ == "__main__":
    sys.exit(_court.measure("benchmarks._documents"))
