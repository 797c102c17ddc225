"""Lists as files: the columns of the view, no formulas (R17), in the log."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import PartyFacts, create_party, exporting, record_parties
from rapport.apps.customers.operations.exporting import export_folder, export_list, forget_old_exports
from rapport.apps.customers.operations.fields import create_field
from rapport.apps.customers.queries import PartyFilter
from rapport.apps.customers.queries.columns import columns_for
from rapport.kernel.errors import NotPermitted
from rapport.kernel.jobs import run_jobs
from rapport.kernel.sheets import FORMS, Form, write_table
from rapport.kernel.text import FORMULA_SIGNS, HARMLESS


def table_of(file: bytes, form: Form) -> list[list[Any]]:
    """The cells of a file as a spreadsheet reads them."""
    if form == "csv":
        return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))
    sheet = openpyxl.load_workbook(io.BytesIO(file)).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def exported(member: Member, form: Form, columns: list[str], **wanted: Any) -> list[list[Any]]:
    file = io.BytesIO()
    export_list(member, file, wanted=PartyFilter(**wanted), columns=columns, form=form)
    return table_of(file.getvalue(), form)


def is_safe(cell: Any) -> bool:
    return not isinstance(cell, str) or not cell.lstrip(" ").startswith(FORMULA_SIGNS) or bool(HARMLESS.fullmatch(cell))


@pytest.mark.parametrize("form", FORMS)
def test_a_file_has_the_columns_and_the_order_of_the_list(edi: Member, form: Form) -> None:
    create_field(edi, title="Points", kind="number")
    facts = [PartyFacts(name="Ana", city="Lyon", attributes={"points": 7}), PartyFacts(name="Bo", city="Lugo")]
    record_parties(edi, facts)

    table = exported(edi, form, ["city", "attributes.points"], sort="city")

    assert table[0] == ["Name", "City", "Points"]
    assert [row[0] for row in table[1:]] == ["Bo", "Ana"]
    assert str(table[2][2]) == "7"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sign", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1+1"])
def test_r17_no_column_of_any_export_carries_a_formula(edi: Member, form: Form, sign: str) -> None:
    create_field(edi, title="=HYPERLINK(1)", kind="text")
    party = create_party(edi, name="x", tags=["vip"])
    texts = [field.name for field in Party._meta.fields if field.get_internal_type() == "CharField"]
    keys = list(columns_for(edi))
    own = [key.removeprefix("attributes.") for key in keys if key.startswith("attributes.")]
    kept = {name: sign for name in texts if name not in ("kind", "preferred_channel", "language")}
    Party.objects.of(edi).filter(pk=party.pk).update(**kept, attributes=dict.fromkeys(own, sign))

    for start in range(0, len(keys), 15):
        table = exported(edi, form, keys[start : start + 15])
        assert all(is_safe(cell) for row in table for cell in row), table


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(some.one_of(some.text(), some.integers(), some.floats(allow_nan=False), some.dates(), some.none())))
@pytest.mark.parametrize("form", FORMS)
def test_r17_whatever_stands_in_a_cell_comes_out_harmless(form: Form, row: list[Any]) -> None:
    file = io.BytesIO()
    write_table(file, form, ["=a"], [[f"={cell}" if isinstance(cell, str) else cell for cell in [*row, "x"]]])

    assert all(is_safe(cell) for line in table_of(file.getvalue(), form) for cell in line)


def test_every_export_is_in_the_log_with_who_took_what(edi: Member) -> None:
    create_party(edi, name="Ana", city="Lugo")

    exported(edi, "csv", ["city"], search="ana")

    logged = Activity.objects.of(edi).get(verb="customers.exported")
    assert logged.actor_label == "Edi"
    assert (logged.details["rows"], logged.details["columns"]) == (1, ["name", "city"])
    assert logged.details["filter"]["search"] == "ana"


def test_without_the_right_nothing_is_exported(edi: Member, vic: Member, client: Client) -> None:
    create_party(edi, name="Ana")
    client.force_login(vic.user)

    with pytest.raises(NotPermitted):
        exported(vic, "csv", [])
    assert client.post("/w/glow/customers/export", {"matching": "1", "form": "csv"}).status_code == 403
    assert "export-list" not in client.get("/w/glow/customers").content.decode()


def test_a_short_list_comes_at_once_with_the_selected_only(client: Client, edi: Member) -> None:
    ana, _bo = record_parties(edi, [PartyFacts(name="Ana"), PartyFacts(name="Bo")]).ids
    client.force_login(edi.user)

    answer = client.post("/w/glow/customers/export", {"party": [ana], "form": "csv"})

    table = table_of(b"".join(answer.streaming_content), "csv")
    assert [row[0] for row in table] == ["Name", "Ana"]
    assert "customers.csv" in answer["Content-Disposition"]


def test_a_long_list_is_written_in_the_background_and_kept_for_a_day(
    client: Client, edi: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    record_parties(edi, [PartyFacts(name=f"P {n}") for n in range(5)])
    client.force_login(edi.user)

    begun = client.post("/w/glow/customers/export", {"matching": "1", "form": "xlsx"})
    run_jobs()
    page = client.get(begun["Location"]).content.decode()
    file = client.get(f"{begun['Location']}/file")

    assert "5 customers are in the file." in page
    assert len(table_of(b"".join(file.streaming_content), "xlsx")) == 6
    assert forget_old_exports() == 0
    monkeypatch.setattr(exporting, "KEPT_FOR", exporting.KEPT_FOR * -1)
    assert forget_old_exports() >= 1
    assert client.get(f"{begun['Location']}/file").status_code == 404
    assert not list(export_folder(edi.workspace_id).glob("*.xlsx"))
