"""What goes out comes in again, carries no formula, shows nobody what they may not see, and is noted."""

import json
from pathlib import Path

import openpyxl
import pytest

from rapport.apps.accounts.models import Member, Team, User
from rapport.apps.accounts.operations import deactivate_member
from rapport.apps.activity.models import Activity
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import create_party
from rapport.apps.exchange.exporters import Column, exporters
from rapport.apps.exchange.operations import export
from rapport.apps.exchange.tests.made import SHOP, import_text
from rapport.apps.exchange.writers import WRITERS
from rapport.kernel.errors import Missing, NotPermitted, Refused

EVIL = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1"]


def content_of(member: Member, name: str, file_format: str = "csv") -> bytes:
    return b"".join(export(member, name, file_format).content)


def test_an_export_of_orders_is_imported_without_any_change(mara: Member) -> None:
    import_text(mara, SHOP, "orders")

    again = import_text(mara, content_of(mara, "orders"), "orders", options={"cancellation_mark": "C"})

    assert (again.refused, again.created, again.updated, again.unchanged) == (0, 0, 0, 7)


def test_people_come_back_from_csv_json_excel_and_vcard(mara: Member) -> None:
    create_party(
        mara, kind="person", name="Ana Díaz", given_name="Ana", family_name="Díaz", email="ana@x.example",
        phone="+34 600 111 222", city="Madrid", tags=["vip"], external_id="7",
    )  # fmt: skip

    for file_format in ("csv", "json", "xlsx", "vcard"):
        again = import_text(mara, content_of(mara, "people", file_format), "people")

        assert (again.refused, again.created, again.updated, again.unchanged) == (0, 0, 0, 1), file_format


@pytest.mark.parametrize("file_format", ["csv", "json", "xlsx"])
def test_who_looks_after_whom_comes_back(mara: Member, edi: Member, ada: Member, file_format: str) -> None:
    User.objects.filter(pk=ada.user_id).update(name="Mara")
    team = Team.objects.create(workspace=mara.workspace, name="Hotline")
    carers = {"account_manager_id": edi.pk, "sales_rep_id": ada.pk, "service_team_id": team.pk}
    for kind, name in (("person", "people"), ("company", "companies")):
        made = create_party(mara, kind=kind, name="Ana", external_id=kind, **carers)
        content = content_of(mara, name, file_format)
        Party.objects.of(mara).filter(pk=made.pk).update(**dict.fromkeys(carers))

        back = import_text(mara, content, name)
        again = import_text(mara, content, name)

        made.refresh_from_db()
        assert {column: getattr(made, column) for column in carers} == carers
        assert (back.updated, again.refused, again.unchanged) == (1, 0, 1)


def test_a_record_of_somebody_who_has_left_comes_back_too(mara: Member, edi: Member) -> None:
    made = create_party(mara, kind="person", name="Ana", external_id="1", account_manager_id=edi.pk)
    deactivate_member(mara, member_id=edi.pk)

    again = import_text(mara, content_of(mara, "people"), "people")

    made.refresh_from_db()
    assert (again.refused, again.unchanged, made.account_manager_id) == (0, 1, edi.pk)


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_no_cell_begins_like_a_formula_and_the_import_takes_the_guard_off(
    mara: Member, tmp_path: Path, file_format: str
) -> None:
    columns = [Column("name", "Full name")]
    content = b"".join(WRITERS[file_format](columns, [{"name": text} for text in EVIL]))

    if file_format == "xlsx":
        path = tmp_path / "people.xlsx"
        path.write_bytes(content)
        cells = [row[0].value for row in openpyxl.load_workbook(path).active.iter_rows(min_row=2)]
    else:
        cells = [line.strip('"') for line in content.decode("utf-8-sig").split("\r\n")[1:-1]]

    assert all(cell.startswith("'") for cell in cells)
    import_text(mara, content, "people")
    assert Party.objects.of(mara).filter(name="=1+1").exists()


def test_what_is_exported_is_noted_and_needs_the_right(mara: Member, vic: Member) -> None:
    content_of(mara, "people")

    record = Activity.objects.of(mara).get(verb="export.made")
    assert (record.subject_id, record.details["format"]) == ("people", "csv")
    with pytest.raises(NotPermitted):
        export(vic, "people")


def test_what_is_not_there_is_refused(mara: Member) -> None:
    with pytest.raises(Missing):
        export(mara, "secrets")
    with pytest.raises(Refused):
        export(mara, "orders", "vcard")


def test_every_exporter_gives_every_format_also_of_nothing(mara: Member) -> None:
    for exporter in exporters:
        for file_format in exporter.formats:
            content = content_of(mara, exporter.name, file_format)
            if file_format == "json":
                assert json.loads(content) == []


def test_reading_pages_through_everything(mara: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    from rapport.apps.exchange.exporters import _parties, _reading

    monkeypatch.setattr(_parties, "PORTION", 2)
    monkeypatch.setattr(_reading, "PORTION", 2)
    import_text(mara, "customer id,name\n" + "".join(f"{n},P{n}\n" for n in range(5)), "people")
    import_text(mara, "sku,name\n" + "".join(f"{n},P{n}\n" for n in range(5)), "products")

    assert len(json.loads(content_of(mara, "people", "json"))) == 5
    assert len(json.loads(content_of(mara, "products", "json"))) == 5
