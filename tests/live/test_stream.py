"""The live stream on a real server: what arrives, when, for whom, and how it ends."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.accounts.operations import change_role, deactivate_member
from rapport.apps.activity.operations import announce, recorded
from rapport.kernel.clock import now
from tests.live.listening import Listener, flood, wait_until
from tests.pace import in_time
from tests.served import own_environment, serving, session_of

# What PostgreSQL's pool keeps ready after looking up fifty members one after the other; and SQLite puts off closing a
# file while another connection of the process has a lock on it.
KEPT_READY = 3
WRITER = """
import django, os, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "rapport.config.settings"
django.setup()
from rapport.apps.activity.operations import recorded
from rapport.kernel.actor import system_actor
for line in sys.stdin:
    with recorded(system_actor(int(sys.argv[1])), "note.created", topics=[line.strip()]):
        pass
    print(time.time(), flush=True)
"""


def write(member: Member, *topics: str) -> None:
    """One record in the log, about these topics."""
    with recorded(member.actor, "note.created", topics=topics):
        pass


def test_a_change_by_another_process_arrives_within_a_second(streamed: str, mara: Member) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(mara.workspace_id)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=own_environment(),
        text=True,
    )
    numbers = count(1)
    with writer, Listener(streamed, "glow", session_of(mara)) as listener:
        assert writer.stdin is not None
        assert writer.stdout is not None

        def until_heard() -> float:
            topic = f"canvas:{next(numbers)}"
            print(topic, file=writer.stdin, flush=True)
            committed = float(writer.stdout.readline())
            time.sleep(0.1)
            return listener.wait_for("change", topic).at - committed

        in_time(1, lambda: max(until_heard() for _ in range(10)))
        writer.stdin.close()


def test_a_listener_that_comes_back_hears_what_it_missed(streamed: str, mara: Member) -> None:
    with Listener(streamed, "glow", session_of(mara)) as before:
        write(mara, "canvas:1")
        before.wait_for("change", "canvas:1")
        place = before.place
    write(mara, "canvas:2")
    write(mara, "canvas:3", "parties")
    announce(mara.workspace_id, "figures")

    with Listener(streamed, "glow", session_of(mara), last_event_id=place) as after:
        after.wait_for("change", "figures")

    assert after.topics == ["canvas:2", "canvas:3", "parties", "figures"]


def test_a_page_hears_what_came_after_it_was_drawn(streamed: str, mara: Member) -> None:
    write(mara, "canvas:1")
    write(mara, "canvas:2")

    with Listener(streamed, "glow", session_of(mara), query="?since=2") as listener:
        listener.wait_for("change", "canvas:2")

    assert listener.topics == ["canvas:2"]


def test_who_was_away_too_long_is_told_to_look_at_everything(streamed: str, mara: Member) -> None:
    flood(mara)

    with Listener(streamed, "glow", session_of(mara), last_event_id=0) as listener:
        listener.wait_for("reset")

    assert listener.topics == []


def test_a_place_that_the_log_has_not_reached_is_a_reset(streamed: str, mara: Member) -> None:
    with Listener(streamed, "glow", session_of(mara), last_event_id=1_000_000) as listener:
        reset = listener.wait_for("reset")

    assert reset.detail["sequence"] < 1_000_000


def test_topics_of_another_workspace_never_arrive(streamed: str, mara: Member, otto: Member) -> None:
    with Listener(streamed, "glow", session_of(mara)) as ours, Listener(streamed, "other", session_of(otto)) as theirs:
        for number in range(20):
            write(otto, f"canvas:{number}", "secret")
        write(mara, "orders")
        ours.wait_for("change", "orders")
        theirs.wait_for("change", "canvas:19")

    assert ours.topics == ["orders"]


def test_the_stream_of_another_workspace_does_not_exist(streamed: str, mara: Member, otto: Member) -> None:
    with (
        Listener(streamed, "glow", session_of(otto)) as foreign,
        Listener(streamed, "nowhere", session_of(otto)) as missing,
    ):
        statuses = (foreign.status, missing.status)

    assert statuses == (404, 404)


def test_without_a_session_there_is_no_stream(streamed: str, mara: Member) -> None:
    with Listener(streamed, "glow", "") as nobody:
        assert nobody.status == 401


def test_a_member_hears_only_of_what_the_role_may_view(streamed: str, mara: Member, vic: Member) -> None:
    with Listener(streamed, "glow", session_of(vic)) as viewer, Listener(streamed, "glow", session_of(mara)) as owner:
        write(mara, "import:1", "job:4", "canvas:1")
        viewer.wait_for("change", "canvas:1")
        owner.wait_for("change", "job:4")

    assert viewer.topics == ["canvas:1"]
    assert sorted(owner.topics) == ["canvas:1", "import:1", "job:4"]


def test_only_the_topics_asked_for_are_told(streamed: str, mara: Member) -> None:
    with Listener(streamed, "glow", session_of(mara), query="?topics=figures,canvas:7") as listener:
        write(mara, "canvas:6", "orders")
        write(mara, "canvas:7")
        listener.wait_for("change", "canvas:7")

    assert listener.topics == ["canvas:7"]


def test_the_stream_ends_when_the_member_is_deactivated(streamed: str, mara: Member, edi: Member) -> None:
    with Listener(streamed, "glow", session_of(edi)) as listener:
        deactivate_member(mara, member_id=edi.pk)

        assert listener.wait_for("end").detail == {"reason": "rights"}
        listener.wait_for_end()


def test_a_new_role_counts_at_once(streamed: str, mara: Member, edi: Member) -> None:
    with Listener(streamed, "glow", session_of(edi)) as listener:
        write(mara, "import:1")
        listener.wait_for("change", "import:1")
        change_role(mara, member_id=edi.pk, role="viewer")
        listener.wait_for("change", "members")
        write(mara, "import:2", "canvas:2")
        listener.wait_for("change", "canvas:2")

    assert "import:2" not in listener.topics


def test_a_quiet_stream_gives_signs_of_life_until_its_session_ends(streamed: str, mara: Member, ada: Member) -> None:
    session = session_of(mara)
    with Listener(streamed, "glow", session) as ended, Listener(streamed, "glow", session_of(ada)) as quiet:
        begun = len(quiet.heard)
        Session.objects.filter(pk=session).update(expire_date=now() - timedelta(days=1))

        assert ended.wait_for("end").detail == {"reason": "rights"}
        wait_until(lambda: len(quiet.heard) > begun, "a sign of life")
        assert quiet.ended_at is None


def test_the_stream_is_neither_stored_nor_compressed(streamed: str, mara: Member) -> None:
    with Listener(streamed, "glow", session_of(mara)) as listener:
        headers = [listener.header(name) for name in ("Content-Type", "Cache-Control", "Content-Encoding")]

    assert headers == ["text/event-stream", "no-store", None]


def test_one_person_may_have_so_many_streams_and_no_more(streamed: str, mara: Member, ada: Member) -> None:
    session = session_of(mara)
    listeners = [Listener(streamed, "glow", session).__enter__() for _ in range(12)]
    with Listener(streamed, "glow", session) as one_too_many, Listener(streamed, "glow", session_of(ada)) as other:
        statuses = (one_too_many.status, one_too_many.header("Retry-After"), other.status)
    for listener in listeners:
        listener.__exit__()

    assert statuses == (429, "20", 200)
    wait_until(lambda: welcome(streamed, session), "a place for another stream")


def test_fifty_idle_streams_hold_no_database_connection_but_the_hub(mara: Member, crowd: list[str]) -> None:
    with serving({**own_environment(), "PGAPPNAME": "web under test"}) as (address, process):
        before = connections_of(process.pid)
        listeners = [Listener(address, "glow", session).__enter__() for session in crowd]
        wait_until(lambda: connections_of(process.pid) - before <= 1 + KEPT_READY, "the return of connections")
        write(mara, "canvas:1")
        for listener in listeners:
            listener.wait_for("change", "canvas:1")
            listener.__exit__()

    assert len(listeners) == 50


def test_the_web_process_ends_within_two_seconds_with_open_streams(mara: Member, crowd: list[str]) -> None:
    def until_ended() -> float:
        with serving(own_environment()) as (address, process):
            listeners = [Listener(address, "glow", session).__enter__() for session in crowd[:20]]
            asked = time.monotonic()
            process.send_signal(signal.SIGTERM)
            process.wait(60)
            took = time.monotonic() - asked
            for listener in listeners:
                listener.wait_for_end()
                assert listener.wait_for("end").detail == {"reason": "restart"}
        return took

    in_time(2, until_ended)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server to lose")
def test_streams_outlive_a_lost_database_connection(transactional_db: None, mara: Member) -> None:
    environment = {**own_environment(), "PGAPPNAME": "web under test"}
    with serving(environment) as (address, _), Listener(address, "glow", session_of(mara)) as listener:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'web%'")
        write(mara, "canvas:1")

        listener.wait_for("change", "canvas:1")


@pytest.fixture
def crowd(transactional_db: None, mara: Member, glow: Workspace) -> list[str]:
    """Sessions of ten people, five each: fifty windows."""
    from tests.cast import make_member

    people = [make_member(glow, f"Guest{number}", "viewer") for number in range(10)]
    return [session_of(person) for person in people for _ in range(5)]


def welcome(address: str, session: str) -> bool:
    """May the session have another stream?"""
    with Listener(address, "glow", session) as listener:
        return listener.status == 200


def connections_of(process_id: int) -> int:
    """How many connections to the database a process has open."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'web under test'")
            return int(cursor.fetchone()[0])
    database = Path(connection.settings_dict["NAME"]).resolve()
    opened = [os.readlink(entry) for entry in Path(f"/proc/{process_id}/fd").iterdir() if entry.is_symlink()]
    return sum(1 for path in opened if path == str(database))
