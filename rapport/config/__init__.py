"""Configuration. Importing it first puts a safe SQLite library in place (trust R5)."""

from rapport.config.sqlite import use_safe_sqlite

use_safe_sqlite()
