"""Run the neighbours: `python -m sim --port 8030 --home FOLDER`; port 0 takes a free one."""

import argparse
import signal
import sys
import threading
from pathlib import Path

from sim.neighbours import Neighbours
from sim.server import Server


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m sim", description="The neighbours of a court.")
    parser.add_argument("--port", type=int, default=8030, help="0 takes a free port")
    parser.add_argument("--home", type=Path, required=True, help="folder of its keys and memory")
    options = parser.parse_args()
    server = Server(options.port, Neighbours(options.home))
    server.callbacks.start()
    threading.Thread(target=server.mail.serve_forever, daemon=True).start()

    def stop(*_: object) -> None:
        # shutdown() waits for the loop this handler interrupts, so another thread must call it.
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    sys.stdout.write(f"neighbours on {server.url}\n")
    sys.stdout.flush()
    server.serve_forever()
    server.mail.shutdown()
    server.mail.server_close()
    server.server_close()
    server.neighbours.store.close()


if __name__ == "__main__":
    main()
