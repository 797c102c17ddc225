"""Our own rules about code (trust R20, R25, R30), read off the syntax trees."""

import ast
import re
from pathlib import Path

from tests.house import source

NAIVE_TIME = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "datetime.utcfromtimestamp"}
HTTP_CLIENTS = {"urllib.request", "http.client", "requests", "httpx", "aiohttp", "urllib3", "smtplib"}
PICKLES = {"pickle", "marshal", "shelve", "dill", "cPickle"}
SQL = re.compile(r"^\s*(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s.+\sSET|DELETE\s+FROM|(CREATE|ALTER)\s+TABLE)\s", re.S)
REASONED = re.compile(r"# noqa: S308\s+\S.{15,}")
# Each may do what its rule forbids to others, for the reason given.
MAY_WRITE_SQL = {
    "rapport/kernel": "bulk writing, jobs and waking",
    "rapport/analytics": "it writes SQL for a living",
    "rapport/apps/insights/lake": "asks Parquet files, never the database",
    "rapport/apps/insights/queries/buying.py": "asks the lake, with values as parameters",
    "rapport/apps/insights/queries/people.py": "asks the lake, with values as parameters",
}
MAY_SPEAK_HTTP = {"rapport/kernel": "the one outgoing client", "rapport/cli/processes.py": "asks our own /healthz"}


def test_time_is_never_naive() -> None:
    found = [source.place(path, call) for path, call in _calls() if _ends(call, NAIVE_TIME) and not _has_zone(call)]

    source.none(found, "a time without a zone; use rapport.kernel.clock.now()")


def test_markup_is_marked_safe_only_where_it_is_a_constant() -> None:
    marks = {"mark_safe", "SafeString", "SafeText"}
    found = [
        source.place(path, call)
        for path, call in _calls()
        if _ends(call, marks) and not _constant(call) and not REASONED.search(source.line(path, call))
    ]

    source.none(found, "mark_safe on something that is no constant, without a reason; use format_html")


def test_nothing_is_pickled() -> None:
    source.none(_imported(PICKLES, allowed={}), "pickle and its like run code from data")


def test_only_the_kernel_speaks_http() -> None:
    source.none(_imported(HTTP_CLIENTS, MAY_SPEAK_HTTP), "an HTTP client outside the kernel")


def test_sql_is_written_by_hand_only_in_kernel_and_analytics() -> None:
    text = [
        source.place(path, node)
        for path in source.shipped()
        if not source.inside(path, *MAY_WRITE_SQL)
        for node in source.nodes(path, ast.Constant)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value)
    ]
    calls = [
        source.place(path, call)
        for path, call in _calls()
        if not source.inside(path, *MAY_WRITE_SQL) and _last(call) in {"RawSQL", "raw", "extra"}
    ]

    source.none(text + calls, "raw SQL outside kernel and analytics")


def test_views_never_touch_managers() -> None:
    found = [
        source.place(path, node)
        for path in source.shipped()
        if _is_view(path)
        for node in source.nodes(path, ast.Attribute)
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}
    ]

    source.none(found, "a view reads through queries and writes through operations")


def test_models_have_no_signals_and_no_rules_in_save() -> None:
    allowed = {
        "rapport/apps/accounts": "sign-ins",
        "rapport/kernel/apps.py": "indexes that no migration can describe are made after migrations",
    }
    signals = _imported({"django.db.models.signals", "django.dispatch"}, allowed=allowed)

    source.none(signals, "signals hide who writes; call the operation")


def test_migrations_import_no_models() -> None:
    found = [
        source.place(path, node)
        for path in source.files("*/migrations/*.py")
        for module, node in source.imports(path)
        if re.match(r"rapport\.apps\.\w+\.(models|operations|queries|views|forms)", module) and not _frozen(module)
    ]

    source.none(found, "a migration that imports models breaks when they change; use apps.get_model")


def test_there_are_no_drawers_for_odds_and_ends() -> None:
    drawers = {"utils", "helpers", "services", "managers", "signals", "misc", "common"}
    found = [source.place(path) for path in source.python() if {*path.parts, path.stem} & drawers]

    source.none(found, "a name that says nothing")


def _calls() -> list[tuple[Path, ast.Call]]:
    return [
        (path, node) for path in source.shipped() for node in source.nodes(path, ast.Call) if isinstance(node, ast.Call)
    ]


def _last(call: ast.Call) -> str:
    return source.dotted(call.func).rpartition(".")[2]


def _ends(call: ast.Call, names: set[str]) -> bool:
    spoken = source.dotted(call.func)
    return any(spoken == name or spoken.endswith(f".{name}") for name in names)


def _has_zone(call: ast.Call) -> bool:
    return bool(call.args or call.keywords) and source.dotted(call.func).endswith(".now")


def _constant(call: ast.Call) -> bool:
    return all(isinstance(argument, ast.Constant) for argument in call.args)


def _imported(modules: set[str], allowed: dict[str, str]) -> list[str]:
    return [
        f"{source.place(path, node)} {module}"
        for path in source.shipped()
        if not source.inside(path, *allowed)
        for module, node in source.imports(path)
        if any(module == one or module.startswith(f"{one}.") for one in modules)
    ]


def _is_view(path: Path) -> bool:
    return path.stem == "views" or path.parent.name == "views"


def _frozen(module: str) -> bool:
    """Functions that a field's definition names (defaults, upload paths) are part of the schema."""
    return module.rpartition(".")[2][0].islower() and "." in module and ".models." not in module
