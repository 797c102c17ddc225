"""Tags and filters of the design system; every template has them without `{% load %}`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Protocol

from django import template
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template import Context
from django.template.defaultfilters import linebreaksbr
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString, mark_safe

from rapport.kernel.mentions import Piece, pieces_as_written
from rapport.ui import figures, modules, words
from rapport.ui.bundle import PLACE, chart_bundle_is_built
from rapport.ui.icons import NoIcon, drawing
from rapport.ui.sparklines import Sparkline, Value
from rapport.ui.sparklines import sparkline as laid_out
from rapport.ui.stylesheet import stylesheet

register = template.Library()

STATUSES = {
    "untested": ("○", "Untested"),
    "supported": ("✓", "Supported"),
    "contradicted": ("✕", "Contradicted"),
    "mixed": ("±", "Mixed"),
    "stale": ("◔", "Stale"),
}


class Spanned(Protocol):
    """Anything with a beginning and an end, such as a period of analytics."""

    start: datetime
    end: datetime


@register.simple_tag
def icon(name: str, label: str = "", size: int = 20) -> SafeString:
    """An outline icon; with a label it has a name for readers, without one it is hidden from them."""
    try:
        return _drawn(name, str(label), size)
    except NoIcon as error:
        raise template.TemplateSyntaxError(f"There is no icon {name!r}; see heroicons.com, outline") from error


@register.simple_tag(takes_context=True)
def import_map(context: Context) -> SafeString:
    """The page's import map, allowed by its nonce."""
    text = mark_safe(modules.import_map())  # noqa: S308  our own names and addresses, with "<" escaped
    return format_html('<script type="importmap" nonce="{}">{}</script>', _nonce(context), text)


@register.simple_tag
def stylesheet_url() -> str:
    """The address of the one stylesheet; it changes with its text."""
    return reverse("ui:stylesheet", kwargs={"digest": stylesheet().digest})


@register.simple_tag
def spoken_words() -> SafeString:
    """What our scripts say, in the reader's language."""
    return json_script(words.spoken_words(), "ui-words")


@register.simple_tag
def chart_bundle_url() -> str:
    """The address of the module that draws charts; empty where it has not been built."""
    return static(PLACE) if chart_bundle_is_built() else ""


@register.simple_tag
def module(name: str) -> SafeString:
    """Load one module that is not an element: `{% module "canvas/board" %}`. Elements load themselves."""
    room, _, inner = name.partition("/")
    return format_html('<script type="module" src="{}"></script>', static(f"{room}/js/{inner}.js"))


@register.simple_tag
def preload(name: str) -> SafeString:
    """Fetch a module and all that it imports while the page is being read: `{% preload "canvas/canvas-board" %}`."""
    paths = modules.needed_by(f"rapport/{name}")
    return format_html_join("\n", '<link rel="modulepreload" href="{}">', ((static(path),) for path in paths))


@register.simple_tag(takes_context=True)
def htmx_headers(context: Context) -> str:
    """The value of `hx-headers` on the body: the token every writing request needs."""
    request: HttpRequest | None = context.get("request")
    return f'{{"X-CSRFToken": "{get_token(request)}"}}' if request is not None else "{}"


@register.simple_tag
def method(name: str) -> SafeString:
    """The hidden field by which a plain form says put, patch or delete."""
    return format_html('<input type="hidden" name="_method" value="{}">', name.lower())


@register.filter
def figure(value: Any, unit: str = "") -> str:
    """A number in its unit: `{{ tile.value|figure:"EUR" }}`. With an interval, use `{% figure_between %}`."""
    return "" if value is None or value == "" else figures.figure(value, unit)


@register.simple_tag
def figure_between(value: Any, unit: str = "", low: Any = None, high: Any = None) -> str:
    """A number with no more digits than its interval supports."""
    return "" if value is None else figures.figure(value, unit, low, high)


@register.filter
def signed(value: Any, unit: str = "") -> str:
    """A difference with its sign."""
    return "" if value is None else figures.signed(value, unit)


@register.simple_tag
def interval(low: Any, high: Any, unit: str = "") -> str:
    """Both ends of an interval."""
    return "" if low is None or high is None else figures.interval(low, high, unit)


@register.filter
def mentioning(text: str, among: Any) -> SafeString:
    """A text with its lines, and everybody it speaks to marked: `{{ note.text|mentioning:mentionable }}`.

    `among` has the `people` who can be spoken to, and the id of the reader, `me`. Without an @ nobody is asked for.
    """
    if not among or "@" not in text:
        return linebreaksbr(text)
    pieces = pieces_as_written(text, among.people, me=among.me)
    return format_html_join(
        "", "{}", ((_spoken(piece) if piece.is_mention else linebreaksbr(piece.text),) for piece in pieces)
    )


def _spoken(piece: Piece) -> SafeString:
    return format_html('<span class="mention{}">{}</span>', " mention--me" if piece.is_me else "", piece.text)


@register.filter
def money(amount: Any, currency: str = "") -> str:
    """An exact amount: `{{ order.net_amount|money:order.currency }}`; a `Money` knows its own currency."""
    if amount is None or amount == "":
        return ""
    return figures.money(getattr(amount, "amount", amount), getattr(amount, "currency", None) or currency)


@register.filter
def number(value: Any, decimals: int | None = None) -> str:
    """A number with the reader's separators."""
    return "" if value is None or value == "" else figures.number(value, decimals)


@register.filter
def percent(share: Any, decimals: int = 0) -> str:
    """A share of one in percent."""
    return "" if share is None or share == "" else figures.percent(share, decimals)


@register.filter
def day(at: date | datetime | None, style: str = "medium") -> SafeString | str:
    """A date in the workspace's zone."""
    return _time(at, figures.day(at, style)) if at else ""


@register.filter
def weekday(at: date | datetime | None) -> SafeString | str:
    """A near date with its day of the week, without its year."""
    return _time(at, figures.weekday(at)) if at else ""


@register.filter
def day_of_month(at: date | datetime | None) -> SafeString | str:
    """A date without its year."""
    return _time(at, figures.day_of_month(at)) if at else ""


@register.filter
def moment(at: datetime | None, style: str = "medium") -> SafeString | str:
    """Date and time in the workspace's zone."""
    return _time(at, figures.moment(at, style)) if at else ""


@register.filter
def clock(at: datetime | None) -> SafeString | str:
    """The time of the day, with the date as its title."""
    return _time(at, figures.clock(at), title=figures.moment(at)) if at else ""


@register.filter
def ago(at: datetime | None) -> SafeString | str:
    """How long since, with the exact time as its title."""
    return _time(at, figures.ago(at), title=figures.moment(at)) if at else ""


@register.filter
def span(period: Spanned | None) -> str:
    """A half-open period by its first and last day."""
    return figures.span(period.start, period.end) if period else ""


@register.inclusion_tag("ui/_sparkline.html")
def sparkline(
    values: Sequence[Value],
    title: str = "",
    target: Value = None,
    lows: Sequence[Value] = (),
    highs: Sequence[Value] = (),
) -> dict[str, Sparkline]:
    """A small line of a history; gaps stay gaps. The title is what readers hear."""
    return {"line": laid_out(values, lows=lows, highs=highs, target=target, title=title)}


@register.inclusion_tag("ui/_status.html")
def status(name: str, supporting: int | None = None, contradicting: int | None = None) -> dict[str, Any]:
    """The state of a claim as mark and word, with counts for and against."""
    mark, word = STATUSES[name]
    return {"name": name, "mark": mark, "word": word, "supporting": supporting, "contradicting": contradicting}


@register.inclusion_tag("ui/_avatar.html")
def avatar(name: str, size: str = "") -> dict[str, str]:
    """Initials on a hue that stays the same for a name."""
    words = [word for word in name.split() if word[0].isalnum()] or ["?"]
    initials = (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
    hues = ("blue", "teal", "green", "olive", "amber", "coral", "rose", "violet", "indigo", "cocoa")
    return {"name": name, "initials": initials, "hue": hues[sum(map(ord, name)) % len(hues)], "size": size}


@lru_cache(maxsize=1024)
def _drawn(name: str, label: str, size: int) -> SafeString:
    """The drawing as text, remembered: a board shows the same few icons a thousand times."""
    return mark_safe(drawing(name, size=size, label=label))  # noqa: S308  attributes are escaped


def _nonce(context: Context) -> str:
    return getattr(context.get("request"), "csp_nonce", "")


def _time(at: date | datetime, text: str, title: str = "") -> SafeString:
    if title:
        return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), title, text)
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), text)
