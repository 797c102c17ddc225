"""Templates: no inline style or script, small fragments, and one root with an id for those that travel."""

import re
from html.parser import HTMLParser
from pathlib import Path

from tests.house import source

TAG = re.compile(r"{%.*?%}|{#.*?#}", re.S)
INCLUDE = re.compile(r"{% include [^%]*%}")
OUT_OF_BAND_IF = re.compile(r"{% if [^%]*%}\s*hx-swap-oob=\"[^\"]*\"\s*{% endif %}")
VALUE = re.compile(r"{{.*?}}", re.S)
COMMENT = re.compile(r"{% comment.*?{% endcomment %}", re.S)
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
HANDLER = re.compile(r"\son(click|change|submit|load|input|key\w+|mouse\w+|focus|blur|error)\s*=")
LONGEST = 160
MAY_BE_MARKUP = "field.help_text|safe"  # our own words, and Django's list of password rules


def test_no_template_has_a_style_attribute() -> None:
    found = _lines_with(re.compile(r"\sstyle\s*=\s*[\"']"))

    source.none(found, "the content policy drops style attributes; use a class or data-…")


def test_no_template_has_inline_handlers() -> None:
    found = _lines_with(HANDLER)

    source.none(found, "the content policy drops inline handlers; write an element")


def test_every_inline_script_carries_the_nonce() -> None:
    bare = re.compile(r"<script(?![^>]*(\bsrc=|nonce=))[^>]*>")

    source.none(_lines_with(bare), "an inline script without nonce does not run")


def test_output_is_escaped() -> None:
    unsafe = re.compile(rf"(?<!{re.escape(MAY_BE_MARKUP.removesuffix('|safe'))})\|\s*safe\b|{{%\s*autoescape\s+off")

    source.none(_lines_with(unsafe), "text of users must stay text")


def test_a_template_is_not_endless() -> None:
    lengths = ((path, len(path.read_text().splitlines())) for path in _templates())

    source.none([f"{source.place(path)}: {n} lines" for path, n in lengths if n > LONGEST], f"over {LONGEST} lines")


def test_a_fragment_that_travels_has_one_root_with_an_id() -> None:
    wrong = [f"{source.place(path)}: {why}" for path in _travelling() if (why := _fault(path.read_text()))]

    source.none(wrong, "a fragment that a view answers with")


def test_the_root_is_found_behind_template_tags() -> None:
    assert _fault('{% load ui %}\n<li id="n-{{ note.id }}" class="a">{% if x %}<b>y</b>{% endif %}</li>') == ""
    assert _fault('<li class="a"></li>') == "the root has no id"
    assert _fault('<li id="a"></li><li id="b"></li>') == "2 roots"
    assert _fault('<li id="a"></li><div id="toasts" hx-swap-oob="beforeend"></div>') == ""
    assert _fault('<p id="a" {% if oob %}hx-swap-oob="true"{% endif %}></p>') == ""
    assert _fault('{% include "a/_b.html" %}{% include "a/_c.html" with oob=True %}') == ""
    assert _fault('{% include "a/_b.html" %}{% include "a/_c.html" %}') == "2 fragments that are not out of band"


def _templates() -> list[Path]:
    return [path for path in source.files("rapport/*.html") if "templates" in path.parts]


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        source.place(path, number)
        for path in _templates()
        for number, line in enumerate(COMMENT.sub("", path.read_text()).splitlines(), 1)
        if pattern.search(line)
    ]


def _travelling() -> list[Path]:
    """Fragments that Python code names: some view answers with them alone."""
    code = "\n".join(path.read_text() for path in source.shipped() if "templatetags" not in path.parts)
    named = set(re.findall(r"[\"']([\w/-]+/_[\w-]+\.html)[\"']", code))
    return [path for path in _templates() if path.as_posix().split("/templates/")[-1] in named]


class _Roots(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.roots: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if self.depth == 0 and not attributes.get("hx-swap-oob"):
            self.roots.append(attributes)
        if tag not in VOID:
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.depth -= 1


def _fault(text: str) -> str:
    bare = VALUE.sub("x", TAG.sub("", OUT_OF_BAND_IF.sub("", COMMENT.sub("", text))))
    if not bare.strip():
        # Made of other fragments only: one is the answer, the others go elsewhere on the page.
        answers = [include for include in INCLUDE.findall(text) if "oob=" not in include]
        return "" if len(answers) == 1 else f"{len(answers)} fragments that are not out of band"
    reader = _Roots()
    reader.feed(bare)
    if len(reader.roots) != 1:
        return f"{len(reader.roots)} roots"
    return "" if reader.roots[0].get("id") else "the root has no id"
