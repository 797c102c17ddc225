"""The log's chain where people see it: the line on the page, the check, the file."""

import csv
import io

import pytest
from django.test import Client

from rapport.apps.accounts.followers import broken_log
from rapport.apps.accounts.models import Member
from rapport.apps.accounts.queries.people import notices_of
from rapport.apps.activity.followers import follow
from rapport.apps.activity.models import Activity, LogCheck
from rapport.apps.activity.operations import Subject, check_log, recorded
from rapport.apps.conversations.queries.digests import digest_for
from rapport.kernel.jobs import run_jobs
from rapport.kernel.models import Seal

pytestmark = pytest.mark.django_db
LOG = "/w/glow/log"


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def write(member: Member, label: str, verb: str = "canvas.created", **details: object) -> int:
    with recorded(member.actor, verb, subject=Subject("thing", 1, label)) as change:
        change.details.update(details)
    return change.sequence


def lines(client: Client, **asked: str) -> list[dict[str, str]]:
    answer = client.post(f"{LOG}/file?" + "&".join(f"{name}={value}" for name, value in asked.items()))
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_the_page_says_that_the_log_was_not_checked_yet(mara: Member) -> None:
    assert "have not been checked yet" in signed_in(mara).get(LOG).content.decode()


def test_the_page_says_since_when_the_log_is_unbroken(mara: Member) -> None:
    write(mara, "Students")
    client = signed_in(mara)
    client.post(f"{LOG}/check")
    run_jobs()

    page = client.get(LOG).content.decode()

    assert "Unbroken since" in page
    assert f"{Seal.objects.of(mara).count()} seals hold" in page


def test_the_page_names_the_first_place_that_was_changed(mara: Member) -> None:
    places = [write(mara, name) for name in ("Students", "Parents", "Teachers")]
    Activity.objects.of(mara).filter(sequence__in=places[1:]).update(subject_label="Nobody")
    check_log(mara)

    page = signed_in(mara).get(LOG).content.decode()

    assert "The chain of the log is broken" in page
    assert f"Entry {places[1]}, or its seal" in page


def test_who_runs_the_workspace_is_told_once_of_a_break(mara: Member, ada: Member, edi: Member) -> None:
    places = [write(mara, f"Thing {number}") for number in range(4)]
    check_log(mara)
    Activity.objects.of(mara).filter(sequence=places[2]).update(subject_label="Another")

    for _ in range(2):
        check_log(mara)
        follow([broken_log])

    assert [len(notices_of(one)) for one in (mara, ada, edi)] == [1, 1, 0]
    [told] = digest_for(ada).notices
    assert (told.notification.url, told.notification.actor_label) == (LOG, "Rapport")
    assert f"Entry {places[2]}, or its seal" in told.notification.text


def test_an_earlier_break_and_one_after_a_mended_log_are_news(mara: Member) -> None:
    places = [write(mara, f"Thing {number}") for number in range(4)]
    for place, label in ((places[2], "Another"), (places[1], "Another"), (places[1], "Thing 1")):
        Activity.objects.of(mara).filter(sequence=place).update(subject_label=label)
        check_log(mara)
    Activity.objects.of(mara).filter(sequence=places[2]).update(subject_label="Thing 2")
    assert check_log(mara).fault == ""
    Activity.objects.of(mara).filter(sequence=places[3]).update(subject_label="Another")
    check_log(mara)
    follow([broken_log])

    texts = [one.notification.text.split(",")[0] for one in notices_of(mara)]
    assert texts == [f"Entry {places[number]}" for number in (3, 1, 2)]


def test_a_chain_written_anew_since_the_last_check_is_found(mara: Member) -> None:
    write(mara, "Students")
    check_log(mara)
    LogCheck.objects.of(mara).update(link="0" * 64)

    found = check_log(mara)

    assert found.fault == "rewritten"
    assert "written anew" in found.fault_words


def test_a_check_is_asked_for_by_who_manages_background_work(mara: Member, edi: Member) -> None:
    assert signed_in(edi).post(f"{LOG}/check").status_code == 403
    assert "Check now" not in signed_in(edi).get(LOG).content.decode()


def test_the_file_holds_what_the_filters_leave_with_its_seals(mara: Member, edi: Member) -> None:
    place = write(edi, "=HYPERLINK(1)", verb="orders.imported", created=12)
    write(mara, "Students")

    rows = lines(signed_in(mara), verb="orders.imported")

    assert [(row["Place"], row["Who"], row["What"]) for row in rows] == [(str(place), "Edi", "Imported orders")]
    assert rows[0]["Name"] == "'=HYPERLINK(1)"
    assert rows[0]["Particulars"] == "Created: 12"
    seal = Seal.objects.of(mara).get(sequence=place)
    assert (rows[0]["Seal"], rows[0]["Link"]) == (str(seal.number), seal.link)


def test_taking_the_log_away_stands_in_the_log_and_in_the_file(mara: Member) -> None:
    rows = lines(signed_in(mara), actor=f"member:{mara.pk}")

    assert rows[-1]["Verb"] == "log.exported"
    assert Activity.objects.of(mara).get(verb="log.exported").details["filter"] == {"actor": f"member:{mara.pk}"}


def test_the_file_is_for_who_may_export(vic: Member) -> None:
    assert signed_in(vic).post(f"{LOG}/file").status_code == 403


def test_another_workspace_s_log_is_in_nobody_s_file(mara: Member, otto: Member) -> None:
    write(otto, "Secret of Otto")

    assert not [row for row in lines(signed_in(mara)) if "Otto" in str(row)]


def test_who_came_and_went_is_seen_by_who_manages_members(mara: Member, edi: Member, vic: Member) -> None:
    write(edi, "", verb="member.signed_in")
    with recorded(edi.actor, "member.signed_in", subject=Subject("member", edi.pk, "Edi")):
        pass

    assert "Signed in" in signed_in(mara).get(LOG).content.decode()
    assert "Signed in</strong> · Edi" in signed_in(edi).get(LOG).content.decode()
    assert "Signed in</strong>" not in signed_in(vic).get(LOG).content.decode()
