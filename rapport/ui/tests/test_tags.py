"""The tags and filters every template has."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import timezone

from rapport.ui.modules import module_paths, needed_by


def shown(source: str, **values: object) -> str:
    return Template(source).render(Context(values)).strip()


def test_an_icon_without_a_name_is_hidden_from_readers() -> None:
    icon = shown('{% icon "users" %}')

    assert 'aria-hidden="true"' in icon
    assert 'width="20"' in icon


def test_an_icon_with_a_name_is_an_image_with_that_name() -> None:
    icon = shown('{% icon "trash" label size=16 %}', label='Delete "all" & more')

    assert 'role="img"' in icon
    assert 'aria-label="Delete &quot;all&quot; &amp; more"' in icon
    assert "aria-hidden" not in icon


def test_an_unknown_icon_is_refused_by_name() -> None:
    with pytest.raises(TemplateSyntaxError, match="no icon 'sparkles-of-joy'"):
        shown('{% icon "sparkles-of-joy" %}')


def test_every_module_is_in_the_import_map_under_its_bare_name() -> None:
    paths = module_paths()

    assert paths["rapport/ui/toast-stack"] == "ui/js/toast-stack.js"


def test_the_import_map_carries_the_nonce_of_the_request() -> None:
    request = RequestFactory().get("/")
    request.csp_nonce = "once"  # type: ignore[attr-defined]

    page = shown("{% import_map %}", request=request)

    assert page.startswith('<script type="importmap" nonce="once">')
    assert '"rapport/ui/start"' in page
    assert page.count("<") == 2


def test_missing_values_leave_no_trace() -> None:
    source = (
        '{{ none|figure:"EUR" }}{{ none|money:"EUR" }}{{ none|number }}{{ none|percent }}{{ none|day }}{{ none|ago }}'
    )

    assert shown(source, none=None) == ""


def test_a_time_keeps_its_exact_moment_for_machines() -> None:
    at = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)

    with timezone.override("UTC"):
        assert shown("{{ at|day }}", at=at) == '<time datetime="2026-03-01T09:30:00+00:00">Mar 1, 2026</time>'


def test_an_age_shows_the_exact_time_on_demand() -> None:
    at = timezone.now() - timedelta(hours=3)

    page = shown("{{ at|ago }}", at=at)

    assert "3 hours ago" in page
    assert "title=" in page


def test_money_knows_its_own_currency() -> None:
    class Amount:
        amount, currency = 12, "GBP"

    assert shown("{{ paid|money }}", paid=Amount()) == "£12.00"


def test_a_status_is_a_mark_and_a_word() -> None:
    page = shown('{% status "contradicted" 1 4 %}')

    assert "✕" in page
    assert "Contradicted" in page
    assert "1 for · 4 against" in page


def test_a_sparkline_has_a_title_for_readers() -> None:
    page = shown('{% sparkline values "From 1 to 3" %}', values=[1, None, 3, 3])

    assert 'aria-label="From 1 to 3"' in page


def test_initials_are_of_the_first_and_the_last_name() -> None:
    assert ">MO<" in shown('{% avatar "Mara Ortiz" %}')
    assert ">?<" in shown('{% avatar "" %}')


def test_a_form_says_delete_by_a_hidden_field() -> None:
    assert shown('{% method "DELETE" %}') == '<input type="hidden" name="_method" value="delete">'


def test_a_module_is_fetched_ahead_with_all_that_it_imports() -> None:
    paths = needed_by("rapport/canvas/canvas-board")

    assert {"canvas/js/canvas-board.js", "canvas/js/board/sync.js", "canvas/js/models/placing.js"} <= set(paths)
    assert len(paths) == len(set(paths))
    assert needed_by("rapport/canvas/unheard-of") == ()
    assert shown('{% preload "canvas/models/ids" %}').startswith('<link rel="modulepreload" href="')
