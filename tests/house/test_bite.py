"""The rules bite: each turns red for a house that breaks it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house import source, test_rules, test_sending, test_sizes, test_templates, test_words

LONG_FUNCTION = "def f() -> None:\n" + "    print()\n" * 41

OFFENCES: list[tuple[Callable[[], None], str, str]] = [
    (test_rules.test_time_is_never_naive, "rapport/x.py", "now = datetime.now()"),
    (test_rules.test_markup_is_marked_safe_only_where_it_is_a_constant, "rapport/x.py", "mark_safe(name)"),
    (test_rules.test_nothing_is_pickled, "rapport/x.py", "import pickle"),
    (test_rules.test_only_the_kernel_speaks_http, "rapport/apps/x.py", "from urllib.request import urlopen"),
    (
        test_rules.test_sql_is_written_by_hand_only_in_kernel_and_analytics,
        "rapport/apps/x.py",
        "q = 'SELECT id FROM t'",
    ),
    (test_rules.test_sql_is_written_by_hand_only_in_kernel_and_analytics, "rapport/web/x.py", "p.raw(q)"),
    (test_rules.test_views_never_touch_managers, "rapport/apps/a/views/b.py", "Note.objects.all()"),
    (
        test_rules.test_models_have_no_signals_and_no_rules_in_save,
        "rapport/x.py",
        "from django.dispatch import receiver",
    ),
    (
        test_rules.test_migrations_import_no_models,
        "rapport/apps/a/migrations/0002.py",
        "from rapport.apps.a.models import Note",
    ),
    (test_rules.test_there_are_no_drawers_for_odds_and_ends, "rapport/kernel/utils.py", ""),
    (
        test_sending.test_whoever_sends_asks_the_gate_or_writes_to_members_only,
        "rapport/apps/marketing/operations/newsletter.py",
        "from django.core.mail import send_mail",
    ),
    (
        test_sending.test_whoever_writes_to_members_reads_no_addresses_of_customers,
        "rapport/apps/accounts/operations/people.py",
        "from rapport.apps.customers.models import Party",
    ),
    (test_sizes.test_a_function_has_at_most_forty_lines, "rapport/x.py", LONG_FUNCTION),
    (test_sizes.test_a_python_file_has_at_most_four_hundred_lines, "rapport/x.py", "\n" * 401),
    (test_sizes.test_a_script_module_has_at_most_two_hundred_lines, "rapport/ui/static/x.js", "\n" * 201),
    (
        test_sizes.test_a_stylesheet_stays_short_and_the_board_may_be_twice_as_long,
        "rapport/ui/static/x.css",
        "\n" * 251,
    ),
    (test_templates.test_no_template_has_a_style_attribute, "rapport/ui/templates/x.html", '<p style="color: red">'),
    (test_templates.test_no_template_has_inline_handlers, "rapport/ui/templates/x.html", '<p onclick="f()">'),
    (test_templates.test_every_inline_script_carries_the_nonce, "rapport/ui/templates/x.html", "<script>f()</script>"),
    (test_templates.test_output_is_escaped, "rapport/ui/templates/x.html", "{{ note.text|safe }}"),
    (test_words.test_no_file_names_a_folder_of_one_machine, "docs/x.md", "see /home/somebody/rapport"),
    (test_words.test_no_file_names_a_registry, "requirements.txt", "--index-url https://example.org"),
    (test_words.test_links_between_documents_lead_somewhere, "docs/x.md", "[here](nowhere.md)"),
]


@pytest.mark.parametrize(("rule", "path", "text"), OFFENCES, ids=[f"{o[0].__name__}-{o[1]}" for o in OFFENCES])
def test_a_rule_turns_red_where_it_is_broken(
    rule: Callable[[], None], path: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    monkeypatch.setattr(source, "ROOT", tmp_path)
    monkeypatch.setattr(source, "files", _everything_below(tmp_path))

    with pytest.raises(AssertionError, match=file.name):
        rule()


def test_a_fragment_that_a_view_answers_with_needs_a_root_with_an_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = tmp_path / "rapport/apps/a/views.py"
    fragment = tmp_path / "rapport/apps/a/templates/a/_note.html"
    for file, text in ((view, 'render(request, "a/_note.html")'), (fragment, '<li class="note"></li>')):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    monkeypatch.setattr(source, "ROOT", tmp_path)
    monkeypatch.setattr(source, "files", _everything_below(tmp_path))

    with pytest.raises(AssertionError, match="the root has no id"):
        test_templates.test_a_fragment_that_travels_has_one_root_with_an_id()


def _everything_below(folder: Path) -> Callable[..., tuple[Path, ...]]:
    def files(*patterns: str) -> tuple[Path, ...]:
        found = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        names = [path.relative_to(folder).as_posix() for path in found]
        matching = [name for name in names if not patterns or any(Path(name).match(_glob(one)) for one in patterns)]
        return tuple(folder / name for name in matching)

    return files


def _glob(pattern: str) -> str:
    """git's `*` also crosses folders; what counts here is the last part."""
    return pattern.rpartition("/")[2] if "*" in pattern else pattern
