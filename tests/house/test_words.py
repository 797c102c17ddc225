"""What stands in the repository: nothing of one machine, no registry hosts, pins with hashes, links that lead."""

import os
import re
import stat
import tomllib
from pathlib import Path

from tests.house import source

MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|tmp/plan|opt/\w+)/")
REGISTRY_HOSTS = re.compile(
    r"pypi\.org|pythonhosted|npmjs|registry\.|deb\.debian|files\.python|index-url|find-links\s", re.I
)
PIN = re.compile(r"^([A-Za-z0-9._-]+(?:\[[\w,]+\])?)==(\S+)", re.M)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
OWN = ("tests/house/test_words.py", "tests/house/test_bite.py")
MOST_DIRECT = 45


def test_no_file_names_a_folder_of_one_machine() -> None:
    source.none(_lines_with(MACHINE_PATHS), "a path that only exists on one machine")


def test_no_file_names_a_registry() -> None:
    pins = {source.ROOT / "CONTRIBUTING.md"}  # its commands leave the addresses out by option

    source.none(_lines_with(REGISTRY_HOSTS, without=pins), "an address of a package registry")


def test_every_requirement_is_pinned_with_hashes() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        blocks = re.split(r"\n(?=\S)", (source.ROOT / name).read_text())
        pins = [block for block in blocks if block and not block.startswith(("#", "--"))]
        bare = [block.splitlines()[0] for block in pins if not PIN.match(block) or "--hash=sha256:" not in block]

        assert pins
        source.none(bare, f"{name}: without version or hash")


def test_development_has_the_same_versions_as_the_product() -> None:
    product, development = (_pins(name) for name in ("requirements.txt", "requirements-dev.txt"))

    assert {name: development.get(name) for name in product} == product


def test_direct_dependencies_are_few_and_all_pinned() -> None:
    project = tomllib.loads((source.ROOT / "pyproject.toml").read_text())["project"]
    direct = {_bare(one) for one in project["dependencies"]}
    development = {_bare(one) for one in project["optional-dependencies"]["dev"]}

    assert len(direct | development) <= MOST_DIRECT
    assert direct <= set(_pins("requirements.txt"))
    assert development <= set(_pins("requirements-dev.txt"))


def test_every_direct_dependency_is_used() -> None:
    project = tomllib.loads((source.ROOT / "pyproject.toml").read_text())["project"]
    texts = [
        path.read_text() for path in source.files("*.py", "bin/*", "CONTRIBUTING.md") if path != source.ROOT / OWN[0]
    ]
    code = "\n".join([*texts, _section("mypy")])
    wanted = [_bare(one) for one in project["dependencies"] + project["optional-dependencies"]["dev"]]
    unused = [name for name in wanted if not re.search(_mark_of_use(name), code)]

    source.none(unused, "a dependency that nothing uses")


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{source.place(path)} → {link}"
        for path in source.files("*.md")
        for link in LINK.findall(path.read_text())
        if not (path.parent / link).exists()
    ]

    source.none(broken, "a link that leads nowhere")


def test_every_decision_is_listed_and_short() -> None:
    folder = source.ROOT / "docs/decisions"
    listed = (folder / "README.md").read_text()
    files = sorted(folder.glob("[0-9]*.md"))

    assert [path.name for path in files if path.name not in listed] == []
    assert [path.name for path in files if len(path.read_text().split()) > 420] == []


def test_every_setting_is_documented() -> None:
    read = {name for path in source.shipped() for name in re.findall(r"\bRAPPORT_[A-Z_]+\b", path.read_text())}
    page = (source.ROOT / "docs/reference/settings.md").read_text()

    assert sorted(name for name in read if f"`{name}`" not in page) == []


def test_commands_of_the_checkout_can_be_executed() -> None:
    commands = [*source.files("bin/run", "bin/test", "bin/rapport", ".ci/run", "manage.py", "tests/fresh_clone.sh")]

    assert len(commands) == 6
    assert [path.name for path in commands if not path.stat().st_mode & stat.S_IXUSR] == []


def _lines_with(pattern: re.Pattern[str], without: set[Path] | None = None) -> list[str]:
    return [
        f"{source.place(path, number)} {line.strip()[:80]}"
        for path in source.files()
        if path not in (without or set()) and not source.inside(path, *OWN) and _is_text(path)
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def _is_text(path: Path) -> bool:
    with open(path, "rb") as file:
        return b"\0" not in file.read(2048) and os.path.getsize(path) < 2_000_000


def _pins(name: str) -> dict[str, str]:
    return {_bare(found): version for found, version in PIN.findall((source.ROOT / name).read_text())}


def _section(tool: str) -> str:
    """What pyproject.toml says about a tool, as text."""
    settings = tomllib.loads((source.ROOT / "pyproject.toml").read_text())
    return str({key: value for key, value in settings["tool"][tool].items() if key != "overrides"})


def _bare(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None
    return re.sub(r"[._]", "-", found.group().lower())


IMPORTED_AS = {
    "argon2-cffi": "Argon2PasswordHasher",
    "axe-playwright-python": "axe_playwright_python",
    "django-allauth": "allauth",
    "django-ninja": "from ninja import",
    "django-stubs": "mypy_django_plugin",
    "django-template-partials": "template_partials",
    "djlint": "djlint",
    "email-validator": "email_validator",
    "import-linter": "lint-imports",
    "pip-tools": "pip-compile",
    "psycopg": "psycopg",
    "pytest-django": "pytest.mark.django_db",
    "pytest-playwright": "browser_type_launch_args",
    "pytest-xdist": '"-n", "2"',
    "python-calamine": "python_calamine",
    "python-dotenv": "from dotenv",
    "ruff": '"ruff"',
    "uvicorn": '"uvicorn"',
    "vl-convert-python": "vl_convert",
}


def _mark_of_use(name: str) -> str:
    module = name.replace("-", "_")
    return IMPORTED_AS.get(name, rf"(?:^|\n)\s*(?:import|from) {module}\b|[\"'./]{module}[\"'./]")
