"""Engines to test on: what is missing skips a test with a plain message, and fails it where CI=true."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

from rapport.analytics.engines.spark import Spark
from tests import postgres

# For a few hundred rows the planning is what takes time: one partition, no code written and compiled for a query, and
# a Java that does not optimise what runs once.
SMALL = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.subexpressionElimination.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


def need(there: bool, what: str) -> None:
    """Skip the test, or fail it in CI, where something is not there."""
    if not there and os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing")
    elif not there:
        pytest.skip(f"{what} is not installed")


@pytest.fixture(scope="package")
def postgres_address() -> Iterator[str]:
    """A PostgreSQL of the test run's own."""
    need(postgres.binaries() is not None, "PostgreSQL (apt install postgresql)")
    with postgres.cluster() as address:
        yield address


@pytest.fixture(scope="package")
def spark() -> Spark:
    """A session on the one Spark of the test run; more can be had by its settings."""
    need(shutil.which("java") is not None, "Java (apt install openjdk-17-jre-headless)")
    try:
        import pyspark  # noqa: F401
    except ImportError:
        need(False, "pyspark (pip install 'rapport[spark]')")
    return Spark("local[2]", settings=SMALL)
