"""One stylesheet from many files, and the rules those files keep."""

import gzip
import math
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from rapport.ui.charts.look import DARK, LIGHT
from rapport.ui.stylesheet import style_files, stylesheet

CSS = Path(__file__).parents[1] / "static" / "ui" / "css"
RAW_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch|oklab|lab|lch)\(\s*[\d.]", re.IGNORECASE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PAIR = re.compile(r"(--[\w-]+): light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\)")
HUE = re.compile(r'\[data-hue="(\w+)"\] \{\s*' + PAIR.pattern)
INKS = ("--ink", "--ink-soft", "--ink-faint", "--accent", "--good", "--bad", "--warn", "--danger", "--mixed")
GROUNDS = ("--paper", "--surface", "--raised", "--sunken", "--hover")
FILLED = (("--on-accent", "--accent"), ("--on-accent", "--accent-hover"), ("--on-danger", "--danger"))
TINTED = (("--good", "--good-tint"), ("--bad", "--bad-tint"), ("--warn", "--warn-tint"), ("--accent", "--accent-tint"))
# A toast lies on its own dark ground by day and by night; a search hit on its own yellow.
OWN_COLOURS = {"toast.css", "logo.css"}


def test_the_order_of_layers_comes_first() -> None:
    assert style_files()[0].name == "layers.css"
    assert stylesheet().text.decode().split("@layer")[1].startswith(" reset, tokens, base, layout, components")


def test_the_stylesheet_is_kept_for_good_under_its_digest(client: Client, db: None) -> None:
    response = client.get(reverse("ui:stylesheet", args=[stylesheet().digest]), headers={"accept-encoding": "gzip"})

    assert response.headers["Content-Type"].startswith("text/css")
    assert "immutable" in response.headers["Cache-Control"]
    assert gzip.decompress(response.content) == stylesheet().text


def test_an_old_address_gives_the_present_text_and_is_not_kept(client: Client, db: None) -> None:
    response = client.get(reverse("ui:stylesheet", args=["0" * 16]))

    assert response.content == stylesheet().text
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("file", sorted((CSS / "components").glob("*.css")), ids=lambda file: file.stem)
def test_a_component_uses_tokens_only(file: Path) -> None:
    text = COMMENT.sub("", file.read_text())

    if file.name not in OWN_COLOURS:
        assert not RAW_COLOUR.findall(text)
    assert "!important" not in text
    assert text.lstrip().startswith("@layer components")
    assert not re.search(r"(?<!safe-area-)\b(margin|padding|border|inset)-(left|right|top|bottom)\b", text), (
        "use logical properties"
    )


def test_every_file_names_its_layer() -> None:
    for file in style_files():
        assert "@layer" in COMMENT.sub("", file.read_text()), file


@pytest.mark.parametrize("side", [0, 1], ids=["by day", "by lamp"])
def test_text_stands_out_from_every_ground(side: int) -> None:
    colour = {name: pair[side] for name, pair in tokens().items()}

    weak = [f"{ink} on {ground}" for ink in INKS for ground in GROUNDS if contrast(colour[ink], colour[ground]) < 4.5]
    weak += [f"{ink} on {ground}" for ink, ground in (*FILLED, *TINTED) if contrast(colour[ink], colour[ground]) < 4.5]

    assert not weak


@pytest.mark.parametrize("side", [0, 1], ids=["by day", "by lamp"])
def test_edges_of_controls_marks_and_focus_can_be_seen(side: int) -> None:
    colour = {name: pair[side] for name, pair in tokens().items()}
    graphic = {"border": colour["--border"], "focus": colour["--focus"]}
    graphic |= {name: pair[side] for name, pair in hues().items()}

    assert not [name for name, one in graphic.items() if contrast(one, colour["--surface"]) < 3]


def test_drawings_without_a_browser_have_the_colours_of_the_tokens() -> None:
    for side, written in ((0, LIGHT), (1, DARK)):
        assert written["ground"] == written["surface"]
        for name, shown in ((name, shown) for name, shown in written.items() if name != "ground"):
            source = hues()[name.removeprefix("hue-")] if name.startswith("hue-") else tokens()[f"--{name}"]
            assert shown == hexadecimal(source[side]), name


def tokens() -> dict[str, tuple[str, str]]:
    text = (CSS / "tokens.css").read_text()
    return {name: (light, dark) for name, light, dark in PAIR.findall(text)}


def hues() -> dict[str, tuple[str, str]]:
    return {hue: (light, dark) for hue, _, light, dark in HUE.findall((CSS / "hues.css").read_text())}


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def hexadecimal(colour: str) -> str:
    curved = [12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in linear(colour)]
    return "#" + "".join(f"{round(part * 255):02x}" for part in curved)


def linear(colour: str) -> list[float]:
    """Linear sRGB of an OKLCH colour, clipped to what a screen can show (Björn Ottosson's matrices)."""
    light, chroma, hue = (float(part) for part in re.findall(r"[\d.]+", colour)[:3])
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    parts = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return [min(1.0, max(0.0, part)) for part in parts]
