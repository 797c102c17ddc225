"""The outline icons of Heroicons as text, read from one open archive.

The package opens its archive anew for every icon: the thirty of a first page took a quarter of a second.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from threading import Lock
from xml.etree import ElementTree
from zipfile import ZipFile

_SVG = "http://www.w3.org/2000/svg"
_READING = Lock()

ElementTree.register_namespace("", _SVG)


class NoIcon(LookupError):
    """There is no icon of that name."""


def drawing(name: str, *, size: int, label: str = "") -> str:
    """An icon as SVG for a page, ``size`` pixels high and wide.

    With a label it has a name for readers, without one it is hidden from them. Raises NoIcon.
    """
    svg = ElementTree.fromstring(_read(name))  # noqa: S314  from a package of ours
    named = {"role": "img", "aria-label": label}
    svg.attrib.update({"width": str(size), "height": str(size), "class": "icon", "stroke-width": "1.6"})
    svg.attrib.update({"focusable": "false"} | (named if label else {}))
    if label:
        svg.attrib.pop("aria-hidden", None)
    return ElementTree.tostring(svg, encoding="unicode").replace(f' xmlns="{_SVG}"', "", 1)


@lru_cache(maxsize=512)
def _read(name: str) -> bytes:
    with _READING:
        try:
            return _archive().read(f"outline/{name}.svg")
        except KeyError:
            raise NoIcon(name) from None


@lru_cache(maxsize=1)
def _archive() -> ZipFile:
    return ZipFile((files("heroicons") / "heroicons.zip").open("rb"))
