"""The programs outside Python that some tests need: how each is found, and how it is got.

`python tests/parts.py` installs what is missing where it can: with Debian's packages, as root. Where it cannot, the
tests that need the part say so themselves (see conftest.py).
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A program outside Python, and the Debian packages that bring it."""

    found: Callable[[], bool]
    packages: str

    @property
    def install(self) -> str:
        """The command by which a person gets it."""
        return f"apt-get install {self.packages}"


def _postgresql() -> bool:
    return bool(shutil.which("initdb") or [*Path("/usr/lib/postgresql").glob("*/bin/initdb")])


def chromium() -> str | None:
    """Where the browser is."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


PARTS: Mapping[str, Part] = {
    "chromium": Part(found=lambda: chromium() is not None, packages="chromium"),
    "openssl": Part(found=lambda: shutil.which("openssl") is not None, packages="openssl"),
    "postgresql": Part(found=_postgresql, packages="postgresql"),
}
"""What a test may ask for with `@pytest.mark.part("postgresql")`. Data beside the checkout is none."""


def main() -> None:
    """Every part that this machine lets us install is there."""
    missing = [part.packages for part in PARTS.values() if not part.found()]
    if not missing or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *" ".join(missing).split()]):
        done = subprocess.run(["apt-get", "--quiet=2", *command], env=environment, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            print(f"apt-get could not install: {' '.join(missing)}")
            return


if __name__ == "__main__":
    main()
