import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.operations import add_notes, create_canvas
from rapport.apps.customers.models import Segment
from rapport.cli import app

pytestmark = pytest.mark.django_db


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["canvas", *words])
    return result.exit_code, result.output


def test_a_canvas_is_exported_under_its_title(mara: Member, tmp_path: Path) -> None:
    canvas = create_canvas(mara, title="All customers")
    add_notes(mara, canvas.pk, section="needs", texts=["Wants to feel sure"])

    for form in ("pdf", "svg", "png", "md", "csv", "json"):
        assert run("export", str(canvas.pk), "--to", form, "--output", str(tmp_path))[0] == 0

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"all-customers.{f}" for f in ("csv", "json", "md", "pdf", "png", "svg")
    ]
    assert json.loads((tmp_path / "all-customers.json").read_text())["title"] == "All customers"


def test_a_canvas_is_made_for_a_segment_and_listed(mara: Member) -> None:
    Segment.objects.create(workspace=mara.workspace, name="Loyal", kind="fixed")

    code, said = run("create", "--segment", "Loyal", "--json")

    canvas = Canvas.objects.of(mara).get()
    assert (code, json.loads(said)) == (0, {"id": canvas.pk, "title": "Loyal"})
    assert "Loyal" in run("list")[1]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["export", "987654"], "There is no such canvas."),
        (["create", "--segment", "Nobody"], "There is no segment 'Nobody'."),
        (["create", "--period", "some-time"], "Choose one of"),
    ],
)
def test_what_cannot_be_done_is_said(mara: Member, words: list[str], complaint: str) -> None:
    code, said = run(*words)

    assert code == 1
    assert complaint in said


def test_a_folder_that_cannot_be_written_is_named(mara: Member, tmp_path: Path) -> None:
    canvas = create_canvas(mara)

    code, said = run("export", str(canvas.pk), "--output", str(tmp_path / "nowhere" / "x.pdf"))

    assert code == 1
    assert "nowhere" in said


def test_an_exported_canvas_is_imported_under_the_segment_of_its_name(mara: Member, tmp_path: Path) -> None:
    segment = Segment.objects.create(workspace=mara.workspace, name="Loyal", kind="fixed")
    first = create_canvas(mara, segment_id=segment.pk)
    add_notes(mara, first.pk, section="needs", texts=["Wants to feel sure"])
    run("export", str(first.pk), "--to", "json", "--with", "comments", "--output", str(tmp_path))

    looked, said = run("import", str(tmp_path / "loyal.json"), "--dry-run")
    code, answer = run("import", str(tmp_path / "loyal.json"), "--json")

    assert (looked, "1 note" in said, code) == (0, True, 0)
    second = Canvas.objects.of(mara).get(pk=json.loads(answer)["id"])
    assert (second.segment_id, Canvas.objects.of(mara).count()) == (segment.pk, 2)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "There is no 'Loyal' here"),
        (["--segment", "Nobody"], "There is no segment 'Nobody'"),
    ],
)
def test_a_subject_that_is_not_here_has_to_be_named(
    mara: Member, tmp_path: Path, words: list[str], complaint: str
) -> None:
    (tmp_path / "a.json").write_text(_document("Loyal"))

    code, said = run("import", str(tmp_path / "a.json"), *words)

    assert code == 1
    assert complaint in said
    assert run("import", str(tmp_path / "a.json"), "--everybody")[0] == 0


def test_a_damaged_file_is_refused_with_the_place(mara: Member, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(_document("Loyal").replace('"claim"', '"guess"'))

    code, said = run("import", str(tmp_path / "a.json"), "--everybody")

    assert code == 1
    assert "sections › 2 › notes › 1 › kind" in said
    assert run("import", str(tmp_path / "nowhere.json"))[0] == 1
    assert not Canvas.objects.of(mara).exists()


def _document(name: str) -> str:
    from rapport.apps.canvas.tests.documents import small

    return json.dumps({**small(), "subject": {"kind": "segment", "name": name}})
