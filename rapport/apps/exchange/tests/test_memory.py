"""A dry run forgets nothing and fills no memory: what earlier portions would have written is on disk."""

import tracemalloc
from pathlib import Path

import pytest
from django.conf import settings

from rapport.apps.accounts.models import Member
from rapport.apps.customers.operations import lay_purposes
from rapport.apps.customers.operations.contact import _read_email
from rapport.apps.exchange import operations
from rapport.apps.exchange.recipes import batches, recipe, records
from rapport.apps.exchange.tests.made import receive

ROWS = 1_000
MOST_BYTES_A_ROW = 120
FILES = {
    "people": ("customer id,name,email,city,email consent", "{0},Person {0},p{0}@mail.example,City {0},yes"),
    "products": ("sku,name,category,price", "S{0},Product of the number {0},Kind {0},{0}.50"),
    "responses": ("date,score,comment,response id", "2024-01-01,9,These are the words of {0},R{0}"),
    "anonymous": ("date,score,comment", "2024-01-01,9,These are the words of {0}"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_dry_run_holds_no_more_the_longer_the_file_is(
    mara: Member, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(batches, "RECORDS_A_BATCH", 50)
    for module in (recipe, records):
        monkeypatch.setattr(module, "REMEMBERED", 50)
    lay_purposes(mara)
    header, row = FILES[kind]
    lines = [row.format(number) for number in range(ROWS)]
    text = "\n".join([header, *lines, *lines])
    source = receive(mara, text, kind="responses" if kind == "anonymous" else kind)
    held: list[int] = []

    def tell(done: int, *_said: object) -> None:
        if done:
            # Addresses that were read are kept too, so many and no more.
            _read_email.cache_clear()
            held.append(tracemalloc.get_traced_memory()[0])

    tracemalloc.start()
    try:
        told = operations.try_file(mara, source, tell=tell, stop=lambda: False)
    finally:
        tracemalloc.stop()

    assert (told["records"], told["created"]) == (2 * ROWS, ROWS if kind != "anonymous" else 2 * ROWS)
    assert (held[-1] - held[5]) / (2 * ROWS) < MOST_BYTES_A_ROW


def test_what_a_dry_run_remembers_is_in_no_folder(mara: Member) -> None:
    folder = Path(settings.DATA_FOLDER)
    source = receive(mara, "sku,name\nA,Lamp\nA,Lantern\n", kind="products")
    found: list[str] = []

    operations.try_file(
        mara, source, tell=lambda *_: found.extend(path.name for path in folder.glob("remembered*")), stop=lambda: False
    )

    assert not found
