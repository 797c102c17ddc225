"""Putting one word into everything that is kept about a person, and finding it wherever bytes are."""

import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.operations import add_comment, add_notes, create_canvas
from rapport.apps.conversations.operations import add_task, log_call, log_message, plan_meeting, remove_call
from rapport.apps.customers import operations
from rapport.apps.customers.models import Party, Purpose
from rapport.apps.customers.operations.bulk import Doing, do_to_all
from rapport.apps.customers.operations.consents import Answer, record_consent
from rapport.apps.customers.operations.purposes import lay_purposes
from rapport.apps.exchange.models import Import
from rapport.apps.exchange.tests.made import import_text
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.apps.tracking.operations import EventFacts, RecordFacts, identify, record_events, record_records
from rapport.apps.tracking.record_kinds import RecordKind
from rapport.apps.tracking.record_kinds import catalogue as record_kinds
from rapport.apps.tracking.tests._facts import whole
from rapport.kernel import repeats
from rapport.kernel.clock import now
from rapport.kernel.repeats import once

WORD = "qzxcanary"
NAME = "Qzxcanary Vogel"
MAIL = "qzxcanary@vogel.example"
NUMBER = "QZXCANARY-1"
FILE = f"name,email,phone,city,customer number\n{NAME},{MAIL},+34600123457,Qzxcanary Town,{NUMBER}\n,,,,\n"
CHANGED = f"name,email,phone,city\n{NAME},{MAIL},+34600123457,Qzxcanary City\nLeo Braun,leo@x.example,,Graz\n"
REFUSED = f"number,date,sku,quantity,price,customer email\n7,the 45th of Qzxcanary,SEED,1,5,{MAIL}\n"


def let_loose(member: Member) -> tuple[Party, Import]:
    """The person with the word in everything, made by the operations of every room; and an import they were in."""
    _clear_away_what_others_left()
    lay_purposes(member)
    field = operations.create_field(member, title="Shoe size", kind="text")
    import_text(member, FILE, "people")
    changed = import_text(member, CHANGED, "people")
    import_text(member, REFUSED, "orders", mapping={"at": "date"})
    party = Party.objects.of(member).get(email_normal=MAIL)
    operations.update_party(
        member,
        party.pk,
        given_name="Qzxcanary",
        family_name="Vogel",
        street="Qzxcanary Street 1",
        postal_code="QZXCANARY",
        gender="qzxcanary",
        job_title="Qzxcanary keeper",
        website="https://qzxcanary.example",
        attributes={field.key: "qzxcanary 42"},
    )
    _on_the_record(member, party)
    _merged(member, party)
    _in_conversation(member, party)
    _in_facts(member, party)
    _on_a_canvas(member, party)
    _answered(member, party)
    return party, changed


def places_of(word: str) -> list[str]:
    """Wherever the word is: columns of tables, files of the data folder."""
    found = [place for model in apps.get_models() for place in _in_table(model, word)]
    found += [str(path) for path in _files() if word.encode() in _content(path).lower()]
    return sorted(found)


def _on_the_record(member: Member, party: Party) -> None:
    other = operations.create_party(member, kind="company", name="Cage and Sons")
    operations.add_contact_point(member, party.pk, kind="email", value="second@qzxcanary.example")
    operations.add_contact_point(member, party.pk, kind="phone", value="+34600123999")
    operations.add_address(member, party.pk, purpose="home", street="Qzxcanary Lane 2", city="Qzxcanary Hills")
    operations.add_personal_fact(member, party.pk, kind="child", text="Qzxcanary junior")
    relation = {"kind": "works_for", "role": "Qzxcanary of sales"}
    operations.add_relation(member, party.pk, other_id=other.pk, **relation)
    operations.write_note(member, party.pk, "Sings qzxcanary songs.")
    operations.remove_note(member, operations.write_note(member, party.pk, "A qzxcanary secret.").pk)
    operations.keep_file(member, party.pk, name="qzxcanary.txt", content=[b"words of qzxcanary"])
    operations.tag_parties(member, [party.pk], "Birds")
    operations.create_segment(member, name="Birds", rule=None, party_ids=[party.pk])
    tags = Doing("edit", field="city", value="Lugo")
    assert list(do_to_all(member, [party.pk], tags, token="canary-bulk"))
    purpose = Purpose.objects.of(member).values_list("key", flat=True)[0]
    said = {"source": "Qzxcanary form", "wording": "We write to qzxcanary", "proof": "qzxcanary said so"}
    answer = Answer(purpose, ["email"], "given", **said)
    record_consent(member, party.pk, answer, file=("qzxcanary-proof.txt", [b"signed by qzxcanary"]))


def _merged(member: Member, party: Party) -> None:
    once = operations.create_party(
        member, name="Qzxcanary Vogl", email="vogl@qzxcanary.example", external_id="QZXCANARY-2"
    )
    operations.unmerge(member, operations.merge_parties(member, party.pk, [once.pk]).pk)
    operations.merge_parties(member, party.pk, [once.pk])


def _in_conversation(member: Member, party: Party) -> None:
    add_task(member, "Feed qzxcanary", party_id=party.pk, details="qzxcanary eats seeds")
    log_call(member, party.pk, subject="Qzxcanary rang", notes="qzxcanary said hello")
    remove_call(member, log_call(member, party.pk, subject="Qzxcanary again", notes="about qzxcanary").pk)
    log_message(member, party.pk, direction="in", subject="From qzxcanary", text="Yours, qzxcanary")
    plan_meeting(
        member, "Tea with qzxcanary", starts_at=now(), party_ids=[party.pk], agenda="qzxcanary", place="qzxcanary"
    )


def _in_facts(member: Member, party: Party) -> None:
    for text in ("qzxcanary liked it", "qzxcanary loved it"):
        record_responses(
            member, [ResponseFacts("nps", now(), Decimal(9), text, customer_id=party.pk, external_id="R1")]
        )
    record_orders(member, [OrderFacts("O-0", now(), [LineFacts("SEED", Decimal(1), Decimal(10), description="Seed")])])
    lines = [LineFacts("SEED", Decimal(2), Decimal("10.50"), description="Engraved: qzxcanary")]
    record_orders(member, [OrderFacts("O-1", now() - timedelta(days=40), lines, customer_id=party.pk)])
    again = [lines[0]._replace(description="Engraved: Qzxcanary!")]
    record_orders(member, [OrderFacts("O-1", now() - timedelta(days=40), again, customer_id=party.pk)])
    seen = EventFacts("e-1", "page_viewed", now(), anonymous_id="qzxcanary-device", properties={"q": "qzxcanary"})
    record_events(member, [seen])
    identify(member, anonymous_id="qzxcanary-device", party_id=party.pk)
    for kind in record_kinds:
        for words in ("asks", "asks again"):
            record_records(member, kind, [_record(kind, party, words)])


def _record(kind: RecordKind, party: Party, words: str) -> RecordFacts:
    """A record of another tool that names the person in its number, its deal's, and where somebody may type."""
    said = {one.name: f"qzxcanary {words}" for one in kind.fields if one.free}
    said |= {one.name: f"{NAME} {words}" for one in kind.fields if one.name == "deal"}
    return whole(kind, party, number=MAIL, **said)


def _on_a_canvas(member: Member, party: Party) -> None:
    canvas = create_canvas(member, party_id=party.pk)
    section = canvas.blueprint.sections[0].key
    (note,) = add_notes(member, canvas.pk, section=section, texts=[f"{NAME} needs quiet"])
    add_comment(member, canvas.pk, f"Ask {MAIL} or call 600 123 457", note_id=note.pk)


def _answered(member: Member, party: Party) -> None:
    """What a program was told of them, kept so that asking again does nothing again."""
    said = json.dumps({"id": party.pk, "name": party.name, "email": party.email, "city": "Qzxcanary Hills"})
    once(member.workspace_id, asker="token:1", key="k", asked=(b"POST",), answer=lambda: repeats.Answer(201, said))


def _in_table(model: type[models.Model], word: str) -> Iterator[str]:
    """The columns of a table that hold the word, read as text whatever their type."""
    quote = connection.ops.quote_name
    for field in model._meta.concrete_fields:
        table, column = quote(model._meta.db_table), quote(field.column)
        with connection.cursor() as cursor:
            every = f"WITH every AS (SELECT lower(CAST({column} AS text)) AS said FROM {table})"
            cursor.execute(f"{every} SELECT count(*) FROM every WHERE said LIKE %s", [f"%{word}%"])
            if cursor.fetchone()[0]:
                yield f"{model._meta.label}.{field.name}"


def _clear_away_what_others_left() -> None:
    """Tests that are rolled back leave their files behind."""
    for path in _files():
        if "sqlite" not in path.name and WORD.encode() in _content(path).lower():
            path.unlink()


def _files() -> Iterator[Path]:
    """Every file: uploads, exports, copies, the lake; on SQLite also the database itself and its log of writes."""
    roots = {Path(settings.DATA_FOLDER), Path(settings.UPLOAD_FOLDER), Path(settings.LAKE_FOLDER)}
    if connection.vendor == "sqlite":
        roots.add(Path(connection.settings_dict["NAME"]).parent)
    yield from {path for root in roots for path in root.rglob("*") if path.is_file()}


def _content(path: Path) -> bytes:
    """What a file says; tables of the lake and archives are read, because they are compressed."""
    if path.suffix == ".parquet":
        return json.dumps(pq.ParquetFile(path).read().to_pylist(), default=str).encode()
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    return path.read_bytes()
