"""Own templates: made, edited, archived, shared, kept as files; canvases that use one lose no note."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations
from rapport.apps.canvas.blueprints import blueprints
from rapport.apps.canvas.models import Canvas, OwnTemplate
from rapport.apps.canvas.operations import templates
from rapport.apps.canvas.operations.versions import name_version, restore_version
from rapport.apps.canvas.queries import board_of, canvas_of
from rapport.apps.canvas.queries.layouts import own_value
from rapport.apps.canvas.queries.past import past_of
from rapport.apps.canvas.queries.templates import sections_to_copy, template_cards, template_file
from rapport.apps.canvas.readers.template import checked_template, fitted, read_template
from rapport.apps.canvas.readers.template_form import Draft, draft_of
from rapport.apps.canvas.tests.test_operations import texts
from rapport.kernel.errors import Missing, NotPermitted, Refused

WHO = {"key": "who", "title": "Who", "questions": ["Who is it?"], "nine": "profile", "columns": 6}
WHY = {"key": "why", "title": "Why", "questions": ["Why now?"], "nine": "needs", "columns": 6}


@pytest.fixture
def ours(mara: Member) -> OwnTemplate:
    return operations.make_template(mara, {"title": "Two fields", "help": "A start.", "sections": [WHO, WHY]})


def address(member: Member, name: str, *parts: object) -> str:
    return reverse(f"canvas:{name}", args=[member.workspace.slug, *parts])


def test_an_own_template_lays_out_a_canvas(mara: Member, ours: OwnTemplate) -> None:
    canvas = operations.create_canvas(mara, blueprint_name=own_value(ours.pk))

    operations.add_notes(mara, canvas.pk, section="why", texts=["The season begins"])

    assert [view.section.title for view in board_of(mara, canvas.pk).sections] == ["Who", "Why"]


@pytest.mark.parametrize("blueprint", blueprints, ids=lambda blueprint: blueprint.name)
def test_every_shipped_template_can_be_copied(mara: Member, blueprint: object) -> None:
    name = str(getattr(blueprint, "name", ""))

    made = operations.make_template(mara, sections_to_copy(mara, name))

    shipped = blueprints.get(name)
    assert sorted((one.title, one.nine) for one in made.blueprint.sections) == sorted(
        (one.title, one.nine) for one in shipped.sections
    )


def test_lists_side_by_side_are_copied_line_by_line(mara: Member) -> None:
    copied = sections_to_copy(mara, "value_fit")["sections"]

    assert [section["title"] for section in copied[:4]] == [
        "Customer jobs",
        "Products and services",
        "Pains",
        "Pain relievers",
    ]
    assert {section["columns"] for section in copied} == {6}


def test_notes_of_a_section_that_is_taken_out_find_a_home_on_every_canvas(mara: Member, ours: OwnTemplate) -> None:
    one, two = (operations.create_canvas(mara, title=t, blueprint_name=own_value(ours.pk)) for t in ("One", "Two"))
    for canvas in (one, two):
        operations.add_notes(mara, canvas.pk, section="why", texts=["The season begins"])

    operations.change_template(mara, ours.pk, {"title": "One field", "sections": [WHO]})

    assert texts(one, "who") == texts(two, "who") == ["The season begins"]


def test_renaming_a_section_moves_no_note(mara: Member, ours: OwnTemplate) -> None:
    canvas = operations.create_canvas(mara, blueprint_name=own_value(ours.pk))
    operations.add_notes(mara, canvas.pk, section="why", texts=["The season begins"])

    operations.change_template(mara, ours.pk, {"title": "Two", "sections": [{**WHY, "title": "Because"}, WHO]})

    assert [view.section.title for view in board_of(mara, canvas.pk).sections] == ["Because", "Who"]
    assert texts(canvas, "why") == ["The season begins"]


def test_a_canvas_keeps_a_template_that_is_archived(mara: Member, ours: OwnTemplate) -> None:
    canvas = operations.create_canvas(mara, blueprint_name=own_value(ours.pk))

    operations.archive_template(mara, ours.pk)

    assert [card.template for card in template_cards(mara)] == []
    assert canvas_of(mara, canvas.pk).blueprint.title == "Two fields"
    assert operations.restore_template(mara, ours.pk).archived_at is None


def test_a_file_is_the_same_after_bringing_it_in(mara: Member, ours: OwnTemplate) -> None:
    content = template_file(mara, ours.pk).content

    again = operations.make_template(mara, read_template(content))

    assert template_file(mara, again.pk).content == content


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"title": ""}, "title"),
        ({"title": "  "}, "title"),
        ({"sections": []}, "sections"),
        ({"sections": [{**WHO, "title": ""}]}, "sections › 1 › title"),
        ({"sections": [WHO, {**WHY, "nine": "luck"}]}, "sections › 2 › nine"),
        ({"sections": [WHO, {**WHY, "questions": []}]}, "sections › 2 › questions"),
        ({"sections": [WHO, {**WHY, "questions": ["a", " "]}]}, "sections › 2 › questions"),
        ({"sections": [WHO, {**WHY, "columns": 7}]}, "sections › 2 › columns"),
        ({"sections": [WHO, WHO]}, "sections › 2 › key"),
        ({"sections": [{**WHO, "colour": "red"}]}, "sections › 1 › colour"),
        ({"sections": [{**WHO, "tip": "\x00"}]}, "sections › 1 › tip"),
        ({"format": "something"}, "format"),
    ],
)
def test_a_file_with_a_fault_names_its_place(mara: Member, change: dict[str, object], place: str) -> None:
    document = {"format": "rapport-template", "version": 1, "title": "Ours", "sections": [WHO], **change}

    with pytest.raises(Refused) as refused:
        read_template(json.dumps(document).encode())

    assert refused.value.place == place
    assert not OwnTemplate.objects.of(mara).exists()


@pytest.mark.parametrize(
    ("content", "place"), [(b"{\n\n oops", "line 3"), (b"[]", "document"), (b"\xff", "byte 1"), (b"", "line 1")]
)
def test_what_is_no_json_names_the_line(content: bytes, place: str) -> None:
    with pytest.raises(Refused) as refused:
        read_template(content)

    assert refused.value.place == place


@pytest.mark.parametrize(
    ("given", "wide", "tablet"),
    [([3], [12], [2]), ([8, 6, 3], [12, 6, 6], [2, 1, 1]), ([4, 4, 4, 6], [4, 4, 4, 12], [1, 1, 2, 2])],
)
def test_sections_fill_their_rows_by_themselves(given: list[int], wide: list[int], tablet: list[int]) -> None:
    found = fitted([{"columns": columns} for columns in given])

    assert [one["columns"] for one in found] == wide
    assert [one["tablet"] for one in found] == tablet


def test_new_sections_get_keys_of_their_own() -> None:
    given = checked_template(
        {"title": "T", "sections": [{**WHO, "key": "field1"}, {k: WHO[k] for k in WHO if k != "key"}]}
    )

    assert [section["key"] for section in given["sections"]] == ["field1", "field2"]


def test_sections_are_added_moved_and_taken_out() -> None:
    draft = Draft("T", "", [dict(WHO), dict(WHY)])

    assert [one["key"] for one in draft.after("down-0").sections] == ["why", "who"]
    assert [one["key"] for one in draft.after("up-0").sections] == ["who", "why"]
    assert [one["key"] for one in draft.after("remove-0").sections] == ["why"]
    assert [one["key"] for one in draft.after("add").sections] == ["who", "why", "field1"]
    assert draft.after("down-9") is draft


def test_a_template_is_shared_with_a_workspace_of_the_same_person(
    mara: Member, otto: Member, ours: OwnTemplate
) -> None:
    there = Member.objects.create(workspace=otto.workspace, user=mara.user, role="editor")

    copy = operations.share_template(mara, ours.pk, there)

    assert (copy.workspace_id, copy.title) == (otto.workspace_id, "Two fields")
    assert [one.key for one in copy.blueprint.sections] == ["who", "why"]


def test_a_template_is_not_shared_with_somebody_else(mara: Member, otto: Member, ours: OwnTemplate) -> None:
    with pytest.raises(Missing):
        operations.share_template(mara, ours.pk, otto)


def test_who_may_only_look_makes_no_template(vic: Member, cora: Member) -> None:
    for member in (vic, cora):
        with pytest.raises(NotPermitted):
            operations.make_template(member, {"title": "T", "sections": [WHO]})


def test_the_form_moves_a_section_and_saves_what_it_says(client: Client, mara: Member, ours: OwnTemplate) -> None:
    client.force_login(mara.user)
    fields = {
        "title": "Turned", "help": "", "sections": "2",
        "s0-key": "who", "s0-title": "Who", "s0-questions": "Who is it?\nWho else?", "s0-nine": "profile",
        "s0-columns": "6", "s0-hue": "need", "s0-live": "", "s0-claims": "on",
        "s1-key": "why", "s1-title": "Why", "s1-questions": "Why now?", "s1-nine": "needs", "s1-columns": "6",
        "s1-hue": "pain", "s1-live": "",
    }  # fmt: skip
    path = address(mara, "edit-template", ours.pk)

    moved = client.post(path, {**fields, "do": "down-0"})
    client.post(path, {**fields, "do": "save"})

    assert [one["key"] for one in moved.context["draft"].sections] == ["why", "who"]
    ours.refresh_from_db()
    assert ours.title == "Turned"
    assert ours.blueprint.sections[0].questions == ("Who is it?", "Who else?")
    assert [one.claims for one in ours.blueprint.sections] == [True, False]


def test_the_form_keeps_everything_when_something_is_missing(client: Client, mara: Member) -> None:
    client.force_login(mara.user)
    fields = {"title": "New", "sections": "1", "s0-key": "field1", "s0-title": "Kept", "s0-nine": "profile"}

    answer = client.post(address(mara, "new-template"), {**fields, "do": "save"})

    assert answer.status_code == 422
    assert b'value="Kept"' in answer.content
    assert b"sections \xe2\x80\xba 1 \xe2\x80\xba questions" in answer.content


def test_a_file_is_uploaded_on_screen(client: Client, mara: Member, ours: OwnTemplate) -> None:
    client.force_login(mara.user)
    file = SimpleUploadedFile("template.json", template_file(mara, ours.pk).content)

    answer = client.post(address(mara, "template-upload"), {"file": file})

    assert OwnTemplate.objects.of(mara).count() == 2
    assert answer.status_code == 302


def test_a_field_list_that_is_too_long_is_cut_to_what_a_template_holds() -> None:
    assert len(draft_of({"sections": "99"}).sections) == 24


def test_templates_are_listed_with_the_shipped_ones(client: Client, vic: Member, ours: OwnTemplate) -> None:
    client.force_login(vic.user)

    page = client.get(address(vic, "templates")).content.decode()

    assert "Two fields" in page
    assert all(blueprint.title in page for blueprint in blueprints)
    assert address(vic, "new-template") not in page


def test_a_new_canvas_with_an_own_template_and_examples(client: Client, mara: Member, ours: OwnTemplate) -> None:
    client.force_login(mara.user)
    given = {"subject_kind": "everybody", "period": "all-time", "blueprint_name": own_value(ours.pk)}

    client.post(address(mara, "new"), {**given, "starter": "retail"})

    canvas = Canvas.objects.of(mara).get()
    assert canvas.own_template_id == ours.pk
    assert len(board_of(mara, canvas.pk).notes) == 22


def test_a_move_is_not_undone_into_a_section_that_is_gone(mara: Member, edi: Member, ours: OwnTemplate) -> None:
    canvas = operations.create_canvas(mara, blueprint_name=own_value(ours.pk))
    [note] = operations.add_notes(mara, canvas.pk, section="why", texts=["The season begins"])
    operations.move_note(mara, canvas.pk, note.pk, section="who")
    operations.change_template(edi, ours.pk, {"title": "One field", "sections": [WHO]})

    operations.undo(mara, canvas.pk)

    assert texts(canvas, "who") == ["The season begins"]


def test_going_back_puts_no_note_into_a_section_that_is_gone(mara: Member, ours: OwnTemplate) -> None:
    canvas = operations.create_canvas(mara, blueprint_name=own_value(ours.pk))
    operations.add_notes(mara, canvas.pk, section="why", texts=["The season begins"])
    begun = name_version(mara, canvas.pk, "Begun")
    operations.change_template(mara, ours.pk, {"title": "One field", "sections": [WHO]})

    restore_version(mara, canvas.pk, f"version-{begun.pk}")

    assert texts(canvas, "who") == ["The season begins"]


def test_a_template_changes_together_with_its_canvases_or_not_at_all(
    mara: Member, ours: OwnTemplate, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas = operations.create_canvas(mara, blueprint_name=own_value(ours.pk))
    operations.add_notes(mara, canvas.pk, section="why", texts=["The season begins"])

    def fail(*_: object) -> None:
        raise Refused("Not now.")

    monkeypatch.setattr(templates, "rehouse_strays", fail)
    with pytest.raises(Refused):
        operations.change_template(mara, ours.pk, {"title": "One field", "sections": [WHO]})

    assert [view.section.key for view in board_of(mara, canvas.pk).sections] == ["who", "why"]


def test_looking_back_shows_notes_of_a_section_that_is_gone(mara: Member, ours: OwnTemplate) -> None:
    canvas = operations.create_canvas(mara, blueprint_name=own_value(ours.pk))
    operations.add_notes(mara, canvas.pk, section="why", texts=["The season begins"])
    begun = name_version(mara, canvas.pk, "Begun")
    operations.change_template(mara, ours.pk, {"title": "One field", "sections": [WHO]})

    then = past_of(mara, canvas.pk, f"version-{begun.pk}")

    shown = [one.note.text for cell in then.cells for section in cell.sections for one in section.notes]
    assert shown == ["The season begins"]
