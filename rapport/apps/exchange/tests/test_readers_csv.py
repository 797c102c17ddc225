import doctest
import tracemalloc
from pathlib import Path

import pytest

from rapport.apps.exchange.readers import BadRow, Row, Table, csv_file, open_table
from rapport.kernel.errors import Refused


def table_of(folder: Path, content: str | bytes) -> Table:
    path = folder / "file.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_table(path)


def good(table: Table) -> list[Row]:
    return [row for row in table.rows() if isinstance(row, Row)]


def bad(table: Table) -> list[BadRow]:
    return [row for row in table.rows() if isinstance(row, BadRow)]


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_found_out(tmp_path: Path, encoding: str, named: str) -> None:
    table = table_of(tmp_path, "name,city\nZoë Müller,Málaga\nJürgen Groß,Köln\n".encode(encoding))

    assert table.details["encoding"] == named
    assert table.columns == ["name", "city"]
    assert [row.cells for row in table.rows()] == [["Zoë Müller", "Málaga"], ["Jürgen Groß", "Köln"]]


def test_cyrillic_letters_of_an_old_windows_are_read(tmp_path: Path) -> None:
    lines = "имя,город\nАнна Иванова,Москва\nПётр Сидоров,Новгород\nМария Петрова,Казань\n"

    table = table_of(tmp_path, lines.encode("cp1251"))

    assert good(table)[0].cells == ["Анна Иванова", "Москва"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_out(tmp_path: Path, separator: str) -> None:
    lines = [["name", "note, long"], ["Ann", "a; b"], ["Bo", "c|d, e"]]
    content = "\n".join(separator.join(f'"{cell}"' for cell in line) for line in lines)

    table = table_of(tmp_path, content)

    assert table.columns == ["name", "note, long"]
    assert [row.cells for row in good(table)] == lines[1:]


def test_a_first_line_that_names_the_separator_is_believed(tmp_path: Path) -> None:
    table = table_of(tmp_path, "sep=;\nname;score\nAnn;3,5\n")

    assert table.columns == ["name", "score"]
    assert list(table.rows()) == [Row(3, ["Ann", "3,5"])]


def test_the_name_and_the_dates_of_a_report_above_its_header_are_passed_over(tmp_path: Path) -> None:
    titles = 'Campaign report\n"1 September 2026 - 2 September 2026"\n'
    table = table_of(tmp_path, f"{titles}\nDay;Campaign;Cost\n2026-09-01;Spring;3,50\n2026-09-02;Spring;4,00\n")

    assert table.columns == ["Day", "Campaign", "Cost"]
    assert list(table.rows()) == [Row(5, ["2026-09-01", "Spring", "3,50"]), Row(6, ["2026-09-02", "Spring", "4,00"])]


def test_a_single_column_is_a_table_also_where_some_cells_hold_commas(tmp_path: Path) -> None:
    table = table_of(tmp_path, "address\nRome\nCalle 1, Madrid\nOslo\nLima\n")

    assert table.columns == ["address"]


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(csv_file).failed == 0


def test_quotes_hold_separators_line_breaks_and_quotes(tmp_path: Path) -> None:
    table = table_of(tmp_path, 'a,b\n"x, ""y""","one\ntwo"\nz,w\n')

    assert list(table.rows()) == [Row(2, ['x, "y"', "one\ntwo"]), Row(4, ["z", "w"])]


def test_a_ragged_row_is_refused_with_its_line_and_the_others_are_kept(tmp_path: Path) -> None:
    table = table_of(tmp_path, "a,b,c\n1,2,3\n1,2\n4,5,6\n1,2,3,4\n7,8,9,\n")

    assert [(row.line, row.reason) for row in bad(table)] == [
        (3, "The row has 2 columns where the header has 3."),
        (5, "The row has 4 columns where the header has 3."),
    ]
    assert [row.line for row in good(table)] == [2, 4, 6]


def test_a_nul_is_refused_naming_line_and_column(tmp_path: Path) -> None:
    table = table_of(tmp_path, "name,city\nAnn,Oslo\nB\0o,Rome\n")

    (row,) = bad(table)

    assert (row.line, row.column, row.reason) == (3, "name", "“name” holds a NUL character.")
    assert "\0" not in "".join(row.cells)


def test_bytes_that_are_no_text_are_refused_naming_line_and_column(tmp_path: Path) -> None:
    names = "".join(f"Zoë{n} Müller,Köln\n" for n in range(60)).encode()

    table = table_of(tmp_path, b"name,city\n" + names + b"Ann,M\xff\xfelaga\n")

    (row,) = bad(table)
    assert (row.line, row.column) == (62, "city")
    assert "not text in the file’s encoding" in row.reason
    assert len(good(table)) == 60


def test_an_unclosed_quote_costs_one_row(tmp_path: Path) -> None:
    table = table_of(tmp_path, 'a,b\n1,2\n3,"open\n5,6\n7,8\n')

    (row,) = bad(table)

    assert row.line == 3
    assert "quotation mark in column 2 is not closed" in row.reason
    assert [row.cells for row in good(table)] == [["1", "2"], ["5", "6"], ["7", "8"]]


def test_many_unclosed_quotes_cost_one_row_each(tmp_path: Path) -> None:
    lines = [f'{n},"open' if n % 500 == 0 else f"{n},x" for n in range(1, 10_001)]

    table = table_of(tmp_path, "a,b\n" + "\n".join(lines) + "\n")

    assert len(bad(table)) + len(good(table)) == 10_000
    assert len(bad(table)) == 20


def test_a_line_of_a_hundred_megabytes_is_refused_alone_and_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as file:
        file.write(b"name,city\nAnn,Oslo\n")
        for _ in range(100):
            file.write(b"x" * (1 << 20))
        file.write(b",Rome\nBo,Bergen\n")
    tracemalloc.start()

    rows = list(open_table(path).rows())

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(row) for row in rows] == [Row, BadRow, Row]
    assert rows[1].line == 3
    assert "longer than 1,000,000 characters" in rows[1].reason
    assert rows[2] == Row(4, ["Bo", "Bergen"])
    assert peak < 64 << 20


def test_a_header_of_a_hundred_megabytes_refuses_the_file(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_bytes(b"x" * (100 << 20))

    with pytest.raises(Refused, match="longer than 1,000,000 characters") as refused:
        open_table(path)

    assert refused.value.place == "line 1"


def test_ten_thousand_columns_are_refused_with_their_number(tmp_path: Path) -> None:
    header = ",".join(f"c{n}" for n in range(10_000))

    with pytest.raises(Refused, match="10,000 columns; at most 1,000") as refused:
        table_of(tmp_path, f"{header}\n")

    assert refused.value.place == "line 1"


def test_two_columns_of_one_name_are_refused_with_their_places(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Two columns are called “price”: columns 2 and 4") as refused:
        table_of(tmp_path, "name,Price,city,price\nAnn,1,Oslo,2\n")

    assert refused.value.place == "line 1, column 4"


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n  \r\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Refused, match="empty"):
        table_of(tmp_path, content)


def test_empty_lines_are_no_rows_and_lines_keep_their_numbers(tmp_path: Path) -> None:
    table = table_of(tmp_path, "\n\nname,city\n\nAnn,Oslo\n,\nBo,Rome\n")

    assert [(row.line, row.cells[0]) for row in good(table)] == [(5, "Ann"), (7, "Bo")]
    assert bad(table) == []


def test_columns_without_a_name_are_numbered(tmp_path: Path) -> None:
    assert table_of(tmp_path, "name,,city,\nAnn,1,Oslo\n").columns == ["name", "Column 2", "city"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\nxyz", "PDF"),
        (b"\x89PNG\r\n\x1a\nxyz", "picture"),
        (b"<!DOCTYPE html><html><table>", "web page"),
        (b"\n <HTML><body>1,2</body></HTML>", "web page"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b'{"orders": [', "JSON"),
        (b"PAR1abc", "Parquet"),
        (b"\x1f\x8b\x08abc", "compressed"),
        (b"PK\x03\x04broken", "damaged"),
        (bytes(range(1, 32)) * 40, "not a text file"),
        (b"\0" * 5000 + b"abc", "zeros"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        table_of(tmp_path, content)
