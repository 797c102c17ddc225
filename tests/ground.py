"""The ground tests stand on: a data folder of their own, laid before Django reads its settings."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def lay() -> Path:
    """Give this process a data folder that is gone afterwards; xdist's workers get one each inside it.

    The SQLite database of the tests is a file there: a server in another process can open it too.
    """
    if WORKER:
        folder = Path(os.environ["RAPPORT_DATA"]) / WORKER
        folder.mkdir(exist_ok=True)
    else:
        folder = Path(tempfile.mkdtemp(prefix="rapport-tests-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "static").mkdir(exist_ok=True)
    os.environ["RAPPORT_DATA"] = str(folder)
    os.environ["RAPPORT_TEST_SQLITE"] = str(folder / "tests.sqlite3")
    os.environ.setdefault("RAPPORT_SECRET_KEY", "known-to-every-test-and-worth-nothing")
    return folder


FOLDER = lay()
