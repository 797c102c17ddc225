"""The style guide shows every component."""

from pathlib import Path

from django.test import Client

from rapport.ui.samples import sample_names

UI = Path(__file__).parents[1]


def test_every_component_has_a_sample_and_every_sample_is_a_component() -> None:
    components = {file.stem for file in (UI / "static" / "ui" / "css" / "components").glob("*.css")}

    assert components - set(sample_names()) == set()
    assert set(sample_names()) - components == {"right-to-left"}


def test_the_style_guide_shows_every_sample(client: Client, db: None) -> None:
    page = client.get("/styleguide").content.decode()

    for name in sample_names():
        assert f'<section id="{name}" class="sample"' in page


def test_the_style_guide_can_be_read_from_right_to_left(client: Client, db: None) -> None:
    assert 'dir="rtl"' in client.get("/styleguide?dir=rtl").content.decode()


def test_the_frame_stands_without_workspace_or_person(client: Client, db: None) -> None:
    page = client.get("/styleguide").content.decode()

    assert 'class="rail"' in page
    assert "workspace-menu" not in page
    assert "<h1>Style guide</h1>" in page


def test_every_template_of_a_component_is_used_in_the_guide_or_the_frame() -> None:
    templates = UI / "templates" / "ui"
    partials = {f"ui/{file.name}" for file in templates.glob("_*.html")}
    text = "".join(file.read_text() for file in (*templates.rglob("*.html"), *UI.rglob("*.py")))
    text += (UI.parent / "apps" / "accounts" / "access.py").read_text()

    assert not [name for name in partials if f'"{name}"' not in text]
