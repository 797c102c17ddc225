"""What the suite needs of the system beside Python: where it is, and how Debian gets it."""

import os
import shutil
import subprocess
from pathlib import Path

PARTS = {
    "chromium": ("chromium",),
    "openjdk-17-jre-headless": ("java",),
    "postgresql": ("/usr/lib/postgresql/*/bin/initdb", "initdb"),
    "poppler-utils": ("pdftotext",),
}


def here(part):
    return any(shutil.which(where) or list(Path("/").glob(where.lstrip("/"))) for where in PARTS[part])


def install(names):
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"Installing {', '.join(names)}", flush=True)
    subprocess.call(["apt-get", "update", "-q"], env=quiet, stdout=subprocess.DEVNULL)
    apt = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *names, "fonts-liberation"]
    subprocess.call(apt, env=quiet, stdout=subprocess.DEVNULL)
