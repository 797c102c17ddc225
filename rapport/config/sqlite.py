"""The SQLite library Rapport runs on.

Versions below 3.51.3 can corrupt a database in WAL mode when a reader resets the log at the wrong moment.
Where the standard module is older, the `pysqlite3` wheel (which brings a current SQLite) takes its name
before anything else imports it. Where there is no wheel, Rapport does not start on SQLite at all.
"""

import sqlite3
import sys

SAFE_VERSION = (3, 51, 3)


class UnsafeSqlite(RuntimeError):
    """No SQLite library that is safe for concurrent use could be found."""


def use_safe_sqlite() -> None:
    """Make `sqlite3` mean a safe library; leave it alone if it already is or none can be had."""
    if sqlite3.sqlite_version_info >= SAFE_VERSION:
        return
    try:
        import pysqlite3
    except ImportError:
        return
    import pysqlite3.dbapi2

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def require_safe_sqlite() -> None:
    """Refuse to go on with a SQLite library below the safe version.

    Raises UnsafeSqlite naming the version found and the two ways out.
    """
    current = sys.modules["sqlite3"]
    if current.sqlite_version_info < SAFE_VERSION:
        raise UnsafeSqlite(
            f"SQLite {current.sqlite_version} can damage a database under load; Rapport needs 3.51.3 or newer. "
            "Install the package pysqlite3 (there is a wheel for Linux on x86-64), "
            "or use PostgreSQL: set RAPPORT_DATABASE_URL=postgres://user:password@host/name."
        )
