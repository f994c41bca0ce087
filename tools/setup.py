"""Make this checkout ready to run or to test: `python3 tools/setup.py run|test`.

Needs only Python 3.11 with venv and the package registries. Everything it makes lies in the
checkout (`.venv/`, `node_modules/`), except distribution packages. Each step remembers the hash
of what it was made from, so a second call has nothing to do.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "made-from"
MINIMUM = (3, 11)
DEBIAN_PACKAGES = ("chromium", "fonts-noto-cjk", "poppler-utils")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Missing(Exception):
    """Something this machine must bring is not there; the message says what to do."""


def say(text: str) -> None:
    """Print one line of progress."""
    print(f"set-up   {text}", flush=True)


def digest(*parts: str | Path) -> str:
    """Return one hash over words and the content of files; an absent file counts as empty."""
    whole = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else _content(part)
        whole.update(hashlib.sha256(content).digest())
    return whole.hexdigest()


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def is_made(step: str, made_from: str) -> bool:
    """Tell whether a step was finished with exactly these inputs."""
    return _content(STAMPS / step) == made_from.encode()


def remember(step: str, made_from: str) -> None:
    """Record that a step is finished."""
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / step).write_text(made_from)


def run(*command: str | Path, quiet: bool = True) -> None:
    """Run a command in the checkout; show what it said only when it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Missing(f"{done.stdout or ''}\nThis command failed: {' '.join(map(str, command))}")


def check_python() -> None:
    """Refuse a Python that is too old or cannot make an environment.

    :raises Missing: with the sentence that says what to install
    """
    if sys.version_info < MINIMUM:
        raise Missing(
            "Python 3.11 or newer is needed; this is {}.{}. "
            "Install it, or name another one: make PYTHON=python3.12 run".format(*sys.version_info)
        )
    try:
        import ensurepip  # noqa: F401, PLC0415  (absent in Debian without python3-venv)
        import venv  # noqa: F401, PLC0415
    except ImportError:
        raise Missing("Python's venv is missing: sudo apt-get install python3-venv") from None


def make_environment() -> None:
    """Make `.venv` and bring uv into it. A moved checkout or another Python makes it anew."""
    # The interpreter itself: with `.venv` activated, python3 is the one we are about to replace.
    machines_python = os.path.realpath(sys.executable)
    made_from = digest(sys.version, machines_python, str(ROOT), ROOT / "requirements/tools.txt")
    if is_made("environment", made_from):
        return
    say("making .venv")
    shutil.rmtree(VENV, ignore_errors=True)
    run(machines_python, "-m", "venv", VENV)
    install_with_pip("tools")
    remember("environment", made_from)


def install_with_pip(lock: str) -> None:
    """Install a locked list of packages with pip: uv itself, and whatever uv cannot reach."""
    locked = ROOT / "requirements" / f"{lock}.txt"
    run(PYTHON, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "-r", locked)


def install_python_packages(purpose: str) -> None:
    """Install the locked packages for running or testing, and the `yunting` command itself.

    The test packages contain those for running, so they are never thrown away by a later run.
    """
    project = ROOT / "pyproject.toml"
    wanted = {name: digest(ROOT / f"requirements/{name}.txt", project) for name in ("run", "test")}
    if any(is_made("packages", wanted[name]) for name in dict.fromkeys((purpose, "test"))):
        return
    say(f"installing the Python packages of requirements/{purpose}.txt")
    try:
        run(
            VENV / "bin/uv",
            *["pip", "sync", "--quiet", "--require-hashes", "--python"],
            PYTHON,
            ROOT / f"requirements/{purpose}.txt",
        )
    except Missing:
        say("uv could not reach the packages; asking pip, which knows this machine's registries")
        install_with_pip(purpose)
    run(
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--config-settings",
        "editable_mode=compat",
        "--editable",
        ".",
    )
    remember("packages", wanted[purpose])


def install_npm_packages() -> None:
    """Install the locked browser packages; node comes from the machine or from a wheel."""
    made_from = digest(ROOT / "package.json", ROOT / "package-lock.json")
    if is_made("npm", made_from) and (ROOT / "node_modules").is_dir():
        return
    npm = shutil.which("npm")
    if npm is None:
        say("this machine has no node; bringing it as a wheel")
        install_with_pip("node")
        npm = str(VENV / "bin/npm")
        os.environ["PATH"] = f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"
    say("installing the browser packages of package-lock.json")
    run(npm, "ci", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error")
    remember("npm", made_from)


def find_browser() -> str | None:
    """Return the Chromium to test with: `YUNTING_CHROMIUM`, or the machine's."""
    named = os.environ.get("YUNTING_CHROMIUM")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


def has_chinese_font() -> bool:
    """Tell whether pages can be drawn in Chinese; unknown counts as no."""
    tool = shutil.which("fc-list")
    if tool is None:
        return False
    listed = subprocess.run([tool, ":lang=zh"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def install_browser() -> None:
    """Bring Chromium, a Chinese font and pdfsig, if this machine lets us.

    :raises Missing: if they are absent and cannot be installed from here
    """
    if find_browser() and has_chinese_font() and shutil.which("pdfsig"):
        return
    packages = " ".join(DEBIAN_PACKAGES)
    if not (shutil.which("apt-get") and os.geteuid() == 0):
        raise Missing(
            "The browser tests need Chromium and a Chinese font, those of sealed papers pdfsig: "
            f"sudo apt-get install {packages}\n"
            "Everything else can be tested without them: make test BROWSER=no"
        )
    say(f"installing {packages} from the distribution")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run("apt-get", "update", "--quiet", "--option", "Acquire::Retries=3")
    run(
        "apt-get",
        "install",
        "--quiet",
        "--yes",
        "--no-install-recommends",
        "--option",
        "Acquire::Retries=3",
        *DEBIAN_PACKAGES,
    )


def main(purpose: str) -> None:
    """Bring the checkout to where it can be run or tested."""
    check_python()
    make_environment()
    install_python_packages(purpose)
    install_npm_packages()
    if purpose == "test" and os.environ.get("BROWSER") != "no":
        install_browser()


if __name__ == "__main__":
    if sys.argv[1:] not in (["run"], ["test"]):
        sys.exit("usage: python3 tools/setup.py run|test")
    try:
        main(sys.argv[1])
    except Missing as missing:
        sys.exit(f"\n{missing}")
