import json
import os
from pathlib import Path
from typing import Any

import pytest

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.exchange.models import Import, WatchedFolder
from rapport.apps.exchange.operations import look_into_folders, pause_folder, read_files, watch_folder
from rapport.kernel.errors import Conflict, NotPermitted, Refused
from rapport.kernel.jobs import run_jobs

PEOPLE = "customer id,name\n1,Ann\n2,Ben\n"


@pytest.fixture
def folder(mara: Member, tmp_path: Path, settings: Any) -> Path:
    settings.WATCH_FOLDER = tmp_path
    watch_folder(mara, folder="people", kind="people")
    return tmp_path / mara.workspace.slug / "people"


def put(folder: Path, name: str, content: str) -> None:
    path = folder / name
    path.write_text(content)
    os.utime(path, (1_700_000_000, 1_700_000_000))


def test_a_file_is_read_once_and_moved_with_a_report(mara: Member, folder: Path) -> None:
    put(folder, "monday.csv", PEOPLE)

    look_into_folders()
    run_jobs()

    assert Party.objects.of(mara).count() == 2
    report = json.loads((folder / "done" / "monday.csv.report.json").read_text())
    assert (report["status"], report["created"]) == ("done", 2)
    watched = WatchedFolder.objects.of(mara).get()
    assert (watched.files, watched.rows, watched.last_error) == (1, 2, "")
    assert watched.last_success_at is not None


def test_the_same_file_again_is_no_second_import(mara: Member, folder: Path) -> None:
    watched = WatchedFolder.objects.of(mara).get()
    for name in ("monday.csv", "copy.csv"):
        put(folder, name, PEOPLE)
        read_files(mara, watched)

    assert Import.objects.of(mara).count() == 1
    assert (watched.files, watched.rows) == (1, 2)
    assert sorted(path.name for path in (folder / "done").glob("*.csv")) == ["copy.csv", "monday.csv"]


def test_a_file_that_cannot_be_read_goes_to_failed_and_keeps_no_other_back(mara: Member, folder: Path) -> None:
    watched = WatchedFolder.objects.of(mara).get()
    put(folder, "a.csv", "%PDF-1.4")
    put(folder, "b.csv", "customer id,name,email\n1,Ann,ann@\n")
    put(folder, "c.csv", PEOPLE)

    read_files(mara, watched)

    assert sorted(path.name for path in (folder / "failed").glob("*.csv")) == ["a.csv", "b.csv"]
    assert "b.csv" in watched.last_error
    assert (watched.files, Party.objects.of(mara).count()) == (1, 2)


def test_a_file_that_is_still_written_waits(mara: Member, folder: Path) -> None:
    (folder / "new.csv").write_text(PEOPLE)
    (folder / ".hidden.csv").write_text(PEOPLE)

    look_into_folders()
    run_jobs()

    assert not Import.objects.of(mara).exists()


def test_a_paused_folder_is_left_alone(mara: Member, folder: Path) -> None:
    put(folder, "monday.csv", PEOPLE)
    pause_folder(mara, WatchedFolder.objects.of(mara).get().pk)

    look_into_folders()
    run_jobs()

    assert (folder / "monday.csv").exists()


@pytest.mark.parametrize("name", ["", "..", "../other/people", "/etc", "a/../..", "x\0y", "done", "a/failed"])
def test_only_folders_of_the_workspace_can_be_watched(mara: Member, folder: Path, name: str) -> None:
    if name == "/etc":
        watched = watch_folder(mara, folder=name, kind="people")
        assert watched.folder == "etc"
        return
    with pytest.raises(Refused):
        watch_folder(mara, folder=name, kind="people")


def test_a_folder_is_watched_once_and_by_those_who_may(mara: Member, vic: Member, folder: Path) -> None:
    with pytest.raises(Conflict):
        watch_folder(mara, folder="people", kind="orders")
    with pytest.raises(NotPermitted):
        watch_folder(vic, folder="more", kind="orders")
