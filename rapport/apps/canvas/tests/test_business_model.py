"""The customer side of a business model comes in and goes out; the other five blocks return as they came."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.queries import board_of
from rapport.apps.canvas.queries.business_models import WRITERS, business_model_file, business_model_of
from rapport.apps.canvas.readers.business_model import BLOCKS, BusinessModel, read_business_model
from rapport.apps.canvas.tests.test_operations import texts
from rapport.kernel.errors import Missing, NotPermitted, Refused

MODEL = {
    "format": "business-model-canvas",
    "version": 1,
    "title": "Guest houses",
    "blocks": {
        "customer_segments": ["Small guest houses", "Campsites"],
        "value_propositions": ["The tax report is ready when the season ends"],
        "channels": ["Hotel association"],
        "customer_relationships": ["One hour with a person in April"],
        "key_partners": ["Tax advisers", "The association"],
        "revenue_streams": ["Subscription,\nby the month"],
    },
}
MARKDOWN = """# Guest houses

## Customer Segments
- Small guest houses
* Campsites

## Channels
- Hotel association,
  its newsletter

### Key Partners
- Tax advisers
"""


@pytest.fixture
def linked(mara: Member) -> Canvas:
    return operations.create_canvas(mara, title="Houses", blueprint_name="business_model_link")


def model() -> BusinessModel:
    return read_business_model(json.dumps(MODEL).encode())


def test_the_customer_side_becomes_notes(mara: Member, linked: Canvas) -> None:
    operations.import_business_model(mara, linked.pk, model())

    assert texts(linked, "customer_segments") == ["Small guest houses", "Campsites"]
    assert len(board_of(mara, linked.pk).notes) == 5


@pytest.mark.parametrize("form", WRITERS)
def test_all_nine_blocks_go_out_as_they_came(mara: Member, linked: Canvas, form: str) -> None:
    operations.import_business_model(mara, linked.pk, model())

    again = read_business_model(business_model_file(mara, linked.pk, form).content)

    expected: dict[str, list[str]] = {**MODEL["blocks"]}  # type: ignore[dict-item]
    assert {key: again.blocks.get(key, []) for key in BLOCKS} == {key: expected.get(key, []) for key in BLOCKS}


def test_json_is_the_same_after_the_way_in_and_out(mara: Member, linked: Canvas) -> None:
    operations.import_business_model(mara, linked.pk, model())
    first = business_model_file(mara, linked.pk, "json").content
    other = operations.create_canvas(mara, title="Other", blueprint_name="business_model_link")

    operations.import_business_model(mara, other.pk, read_business_model(first))

    assert business_model_file(mara, other.pk, "json").content == first


def test_work_on_the_canvas_shows_in_the_file(mara: Member, linked: Canvas) -> None:
    operations.import_business_model(mara, linked.pk, model())

    operations.add_notes(mara, linked.pk, section="channels", texts=["By telephone"])

    found = business_model_of(mara, linked.pk)
    assert found.blocks["channels"] == ["Hotel association", "By telephone"]
    assert found.blocks["key_partners"] == ["Tax advisers", "The association"]


def test_bringing_the_same_in_twice_adds_nothing(mara: Member, linked: Canvas) -> None:
    operations.import_business_model(mara, linked.pk, model())
    operations.import_business_model(mara, linked.pk, model())

    assert len(board_of(mara, linked.pk).notes) == 5


def test_an_import_is_one_step_of_undo(mara: Member, linked: Canvas) -> None:
    operations.import_business_model(mara, linked.pk, model())

    operations.undo(mara, linked.pk)

    assert board_of(mara, linked.pk).notes == []
    assert business_model_of(mara, linked.pk).blocks["key_partners"] == []


def test_blocks_survive_another_template_and_the_way_back(mara: Member, linked: Canvas) -> None:
    operations.import_business_model(mara, linked.pk, model())
    before = business_model_file(mara, linked.pk, "json").content

    operations.lay_out_canvas(mara, linked.pk, "customer_relationship")
    operations.lay_out_canvas(mara, linked.pk, "business_model_link")

    assert business_model_file(mara, linked.pk, "json").content == before


def test_a_markdown_list_is_understood() -> None:
    found = read_business_model(MARKDOWN.encode())

    assert found.title == "Guest houses"
    assert found.blocks == {
        "customer_segments": ["Small guest houses", "Campsites"],
        "channels": ["Hotel association,\nits newsletter"],
        "key_partners": ["Tax advisers"],
    }


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_list_is_understood(delimiter: str) -> None:
    lines = [delimiter.join(row) for row in (("block", "note"), ("Segments", "Campsites"), ("key_partners", "Bank"))]

    found = read_business_model("\r\n".join(lines).encode("utf-8-sig"))

    assert found.blocks == {"customer_segments": ["Campsites"], "key_partners": ["Bank"]}


def test_a_formula_in_a_note_is_guarded_in_csv_and_read_back(mara: Member, linked: Canvas) -> None:
    operations.add_notes(mara, linked.pk, section="channels", texts=["=1+1"])

    content = business_model_file(mara, linked.pk, "csv").content

    assert b"'=1+1" in content
    assert read_business_model(content).blocks["channels"] == ["=1+1"]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('{"format": "business-model-canvas", "version": 1, "blocks": {"channels": [7]}}', "blocks › channels › 1"),
        ('{"format": "business-model-canvas", "version": 1, "blocks": {"luck": []}}', "blocks › luck"),
        ('{"format": "business-model-canvas", "version": 2, "blocks": {}}', "version"),
        ("{", "line 1"),
        ("## Channels\n- one\n## Weather\n- rain\n", "line 3"),
        ("# A title\n- too early\n", "line 2"),
        ("block,note\nweather,rain\n", "line 2"),
        ("nothing at all", "line 1"),
    ],
)
def test_a_fault_is_named_with_its_place(content: str, place: str) -> None:
    with pytest.raises(Refused) as refused:
        read_business_model(content.encode())

    assert refused.value.place == place


def test_another_template_is_refused(mara: Member, board: Canvas) -> None:
    with pytest.raises(Refused):
        operations.import_business_model(mara, board.pk, model())


def test_a_canvas_with_another_template_goes_out_by_what_its_sections_mean(mara: Member, board: Canvas) -> None:
    operations.add_notes(mara, board.pk, section="touchpoints", texts=["By telephone"])
    operations.add_notes(mara, board.pk, section="pains", texts=["Too slow"])

    found = business_model_of(mara, board.pk)

    assert {key: notes for key, notes in found.blocks.items() if notes} == {"channels": ["By telephone"]}


def test_a_business_model_has_three_formats(mara: Member, board: Canvas) -> None:
    with pytest.raises(Missing):
        business_model_file(mara, board.pk, "docx")


def test_contributors_do_not_import(cora: Member, linked: Canvas) -> None:
    with pytest.raises(NotPermitted):
        operations.import_business_model(cora, linked.pk, model())


def test_the_page_takes_a_pasted_list_and_names_a_fault(client: Client, mara: Member, linked: Canvas) -> None:
    client.force_login(mara.user)
    path = reverse("canvas:business-model-import", args=[mara.workspace.slug, linked.pk])

    wrong = client.post(path, {"text": "## Weather\n- rain"})
    right = client.post(path, {"text": MARKDOWN})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "Weather" in wrong.content.decode()
    assert texts(linked, "customer_segments") == ["Small guest houses", "Campsites"]


def test_the_credit_stands_under_the_board(client: Client, mara: Member, linked: Canvas) -> None:
    client.force_login(mara.user)

    page = client.get(reverse("canvas:board", args=[mara.workspace.slug, linked.pk])).content.decode()

    assert "Strategyzer" in page
    assert "creativecommons.org/licenses/by-sa" in page


def test_private_notes_stay_at_home(mara: Member, board: Canvas) -> None:
    [own] = operations.add_notes(mara, board.pk, section="value", texts=["canary-private"])
    Note.objects.of(mara).filter(pk=own.pk).update(is_private=True)

    assert b"canary-private" not in business_model_file(mara, board.pk, "json").content
