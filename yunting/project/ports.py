"""Ports on this machine: asked for first, checked, never guessed."""

import socket
from http.client import HTTPConnection, HTTPException

HOST = "127.0.0.1"
STEP = 10
ATTEMPTS = 50


def free_port(asked_for: int, *, taken: set[int]) -> int:
    """Return a port nobody listens on: the one asked for, or the next ten by ten; 0 means any."""
    if asked_for == 0:
        return _any_port()
    for port in range(asked_for, asked_for + STEP * ATTEMPTS, STEP):
        if port not in taken and _is_free(port):
            return port
    return _any_port()


def _any_port() -> int:
    with socket.create_server((HOST, 0)) as server:
        return int(server.getsockname()[1])


def _is_free(port: int) -> bool:
    # A browser asked for localhost tries ::1 first, so another program there would answer for us.
    families = [(socket.AF_INET, HOST)]
    if socket.has_dualstack_ipv6():
        families.append((socket.AF_INET6, "::1"))
    for family, host in families:
        try:
            with socket.create_server((host, port), family=family):
                pass
        except OSError:
            return False
    return True


def answers(port: int, path: str) -> bool:
    """Tell whether a program answers on a port with anything but a server error."""
    connection = HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
