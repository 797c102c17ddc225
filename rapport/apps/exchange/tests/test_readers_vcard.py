from pathlib import Path

from rapport.apps.exchange.readers import BadRow, open_table

THREE = """BEGIN:VCARD
VERSION:3.0
N:Díaz;Ana;;;
FN:Ana Díaz
ORG:Acme\\, Ltd.;Sales
TITLE:Head of purchasing
EMAIL;TYPE=INTERNET,WORK:ana@acme.example
EMAIL;TYPE=HOME:ana@home.example
TEL;TYPE=CELL:+34 600 111 222
ADR;TYPE=WORK:;;Calle Mayor 1;Madrid;;28001;Spain
BDAY:1985-04-12
CATEGORIES:vip,wholesale
NOTE:A long note that is
  folded
PHOTO;ENCODING=b;TYPE=JPEG:AAAA
END:VCARD
"""
FOUR = """BEGIN:VCARD
VERSION:4.0
UID:urn:uuid:4fbe8971
FN:Ben Berg
item1.TEL;VALUE=uri;PREF=1:tel:+47 22 33 44 55
BDAY:--0412
GENDER:M
END:VCARD
"""
TWO = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg\r\nEND:VCARD\r\n"


def rows_of(tmp_path: Path, content: str) -> list[dict[str, str] | BadRow]:
    path = tmp_path / "contacts.vcf"
    path.write_bytes(content.encode())
    table = open_table(path)
    return [
        row if isinstance(row, BadRow) else {c: v for c, v in zip(table.columns, row.cells, strict=True) if v}
        for row in table.rows()
    ]


def test_a_card_of_version_three_gives_everything_that_is_known(tmp_path: Path) -> None:
    assert rows_of(tmp_path, THREE) == [
        {
            "Full name": "Ana Díaz",
            "First name": "Ana",
            "Last name": "Díaz",
            "Email": "ana@acme.example",
            "Email 2": "ana@home.example",
            "Phone": "+34 600 111 222",
            "Company": "Acme, Ltd.",
            "Job title": "Head of purchasing",
            "Street": "Calle Mayor 1",
            "City": "Madrid",
            "Postal code": "28001",
            "Country": "Spain",
            "Birthday": "1985-04-12",
            "Tags": "vip, wholesale",
            "Note": "A long note that is folded",
        }
    ]


def test_cards_of_versions_four_and_two_are_read(tmp_path: Path) -> None:
    ben, joerg = rows_of(tmp_path, FOUR + TWO)

    assert ben == {
        "UID": "urn:uuid:4fbe8971",
        "Full name": "Ben Berg",
        "Phone": "+47 22 33 44 55",
        "Gender": "male",
    }
    assert joerg == {"First name": "Jörg", "Last name": "Müller"}


def test_a_card_that_is_not_closed_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    found = rows_of(tmp_path, "BEGIN:VCARD\nFN:Ann\n" + FOUR + "BEGIN:VCARD\nFN:Cid\n")

    assert [isinstance(row, BadRow) for row in found] == [True, False, True]
    assert "not closed" in found[0].reason  # type: ignore[union-attr]
