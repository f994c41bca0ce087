"""Case pages a second from the real server, beside a bare view of the same server."""

import sys

from benchmarks import _court

if __name__ == "__main__":
    sys.exit(_court.measure("benchmarks._pages"))
