from pathlib import Path

import pytest

from rapport.apps.exchange.readers import BadRow, open_table
from rapport.kernel.errors import Refused


def table_of(tmp_path: Path, content: str) -> tuple[list[str], list[list[str]]]:
    path = tmp_path / "file"
    path.write_text(content, encoding="utf-8")
    table = open_table(path)
    return table.columns, [row.cells for row in table.rows()]


def test_a_list_of_objects_is_a_table_over_all_their_names(tmp_path: Path) -> None:
    columns, rows = table_of(tmp_path, '[{"id": 1, "name": "Ana"}, {"id": 2.50, "email": "b@x.example", "ok": true}]')

    assert columns == ["id", "name", "email", "ok"]
    assert rows == [["1", "Ana", "", ""], ["2.50", "", "b@x.example", "yes"]]


def test_one_object_a_line_reads_the_same(tmp_path: Path) -> None:
    assert table_of(tmp_path, '{"a": "1"}\n{"a": "2"}\n') == (["a"], [["1"], ["2"]])


def test_an_object_around_a_list_reads_as_the_list(tmp_path: Path) -> None:
    assert table_of(tmp_path, '{"customers": [{"a": "1"}, {"a": "2"}], "next": null}') == (["a"], [["1"], ["2"]])


def test_names_within_objects_are_joined_and_lists_of_words_too(tmp_path: Path) -> None:
    columns, rows = table_of(tmp_path, '[{"address": {"city": "Oslo"}, "tags": ["vip", "new"], "x": null}]')

    assert (columns, rows) == (["address.city", "tags", "x"], [["Oslo", "vip, new", ""]])


def test_an_order_with_lines_is_a_row_for_each_line(tmp_path: Path) -> None:
    columns, rows = table_of(tmp_path, '[{"number": "7", "lines": [{"sku": "A"}, {"sku": "B"}]}]')

    assert (columns, rows) == (["number", "lines.sku"], [["7", "A"], ["7", "B"]])


def test_entries_beyond_a_block_are_read_whole(tmp_path: Path) -> None:
    entries = ",".join(f'{{"n": "{number}", "text": "{"ü" * 400}"}}' for number in range(2_000))

    _, rows = table_of(tmp_path, f"[{entries}]")

    assert [row[0] for row in rows] == [str(number) for number in range(2_000)]
    assert all(row[1] == "ü" * 400 for row in rows)


def test_an_entry_that_is_no_object_is_named(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text('[{"a": "1"}, 7]')

    found = list(open_table(path).rows())

    assert isinstance(found[1], BadRow)
    assert found[1].line == 2


@pytest.mark.parametrize(
    "content", ['[{"a": ', "[]", '[{"a": 1},', "[[1, 2]]", '{"a"', "[{}]", '[{"a": "' + "x" * 1_300_000]
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(Refused):
        table_of(tmp_path, content)
