"""Files: 500 MB with little memory, the first page of a long PDF, a filing with three PDFs."""

import sys

from benchmarks import _court

if __name__ == "__main__":
    sys.exit(_court.measure("benchmarks._files"))
