"""Taking a file in: kept, looked at, its columns matched to fields as far as they explain themselves."""

import hashlib
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import recorded
from rapport.apps.exchange.importers import Importer, importer_of, importers
from rapport.apps.exchange.models import Import, RememberedMapping, WatchedFolder, import_folder
from rapport.apps.exchange.presets import Preset, recognised
from rapport.apps.exchange.readers import Row, Table, open_table
from rapport.apps.exchange.recipes.conventions import guess_options
from rapport.apps.exchange.recipes.mapping import guess_mapping, likeliest_importer, missing_fields
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused
from rapport.kernel.ids import new_token

LARGEST = 2 << 30
SAMPLE_ROWS = 1_000


def receive_file(
    member: Member, *, name: str, content: Iterable[bytes], kind: str = "", watched: WatchedFolder | None = None
) -> Import:
    """Keep a file for import and propose how to read it; `kind` names the importer, or it is guessed. `watched` is the
    folder it came by.

    Raises Refused, and keeps nothing, for a file that is no table.
    """
    member.require("imports.run")
    if kind and kind not in importers:
        raise Refused(f"There is no import of “{kind[:40]}”. There is: {', '.join(importers.names())}.", place="kind")
    path, size, digest = _kept(member, content)
    try:
        table = open_table(path)
        table.check()
        samples = sample_of(table)
        if next(table.rows(), None) is None:
            raise Refused("The file has a header but no rows.", place=name, code="empty-file")
        told: dict[str, Any] = {"size": size, "digest": digest, "kind": kind, "watched": watched}
        return _recorded(member, name=name, path=path, table=table, samples=samples, **told)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def sample_of(table: Table) -> list[list[str]]:
    """The cells of the first good rows."""
    good = (row.cells for row in islice(table.rows(), SAMPLE_ROWS) if isinstance(row, Row))
    return list(good)


def proposal(
    member: Member, importer: Importer, columns: Sequence[str], samples: Sequence[Sequence[str]]
) -> dict[str, Any]:
    """Mapping, confidence, options and doubts for a file: as chosen before for this header, else as the export of
    another system that it is recognised as means it, else guessed.
    """
    preset = recognised(columns, importer.name)
    remembered = remembered_mapping(member, importer.name, columns)
    known = {field.name for field in importer.fields}
    if remembered is not None:
        mapping = {name: column for name, column in remembered.mapping.items() if name in known}
        confidence = dict.fromkeys(mapping, 1.0)
    else:
        mapping, confidence = _told_or_guessed(importer, columns, samples, preset)
    options, doubts = guess_options(importer, mapping, columns, samples)
    if preset is not None:
        possible = {*options, *(option.name for option in importer.options)}
        options |= {name: value for name, value in preset.options.items() if name in possible}
        doubts = [name for name in doubts if name not in preset.options]
    if remembered is not None:
        options, doubts = {**options, **remembered.options}, []
    if any(option.name == "currency" for option in importer.options):
        options.setdefault("currency", member.workspace.currency)
    found = {"mapping": mapping, "guessed": confidence, "options": options, "doubts": doubts}
    return found | {"preset": preset.name if preset else ""}


def _told_or_guessed(
    importer: Importer, columns: Sequence[str], samples: Sequence[Sequence[str]], preset: Preset | None
) -> tuple[dict[str, str], dict[str, float]]:
    """What the preset says; where it leaves out something needed, or there is none, the likeliest columns."""
    known = {field.name for field in importer.fields}
    told = preset.mapping_of(columns) if preset else {}
    mapping = {name: column for name, column in told.items() if name in known}
    confidence = dict.fromkeys(mapping, 1.0)
    if mapping and not missing_fields(importer, mapping):
        return mapping, confidence
    for name, guess in guess_mapping(importer, columns, samples).items():
        if name not in mapping and guess.column not in mapping.values():
            mapping[name] = guess.column
            confidence[name] = round(guess.confidence, 2)
    return mapping, confidence


def remembered_kind(member: Member, columns: Sequence[str]) -> str:
    """What a file with these columns was read as last; empty where there was none."""
    kept = RememberedMapping.objects.of(member).filter(header_digest=header_digest(columns))
    return kept.order_by("-used_at").values_list("kind", flat=True).first() or ""


def remembered_mapping(member: Member, kind: str, columns: Sequence[str]) -> RememberedMapping | None:
    """What was chosen last for a file with these columns."""
    kept = RememberedMapping.objects.of(member).filter(kind=kind, header_digest=header_digest(columns))
    found: RememberedMapping | None = kept.first()
    return found


def header_digest(columns: Sequence[str]) -> str:
    """A name for a set of columns, whatever their order."""
    return hashlib.sha256("\0".join(sorted(columns)).encode()).hexdigest()


def _kept(member: Member, content: Iterable[bytes]) -> tuple[Path, int, str]:
    folder = import_folder(member.workspace_id)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / new_token()
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("xb") as file:
            for chunk in content:
                size += len(chunk)
                if size > LARGEST:
                    raise Refused(
                        f"The file is larger than {LARGEST >> 30} GB. Split it and import the parts.", code="too-large"
                    )
                digest.update(chunk)
                file.write(chunk)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path, size, digest.hexdigest()


def _recorded(
    member: Member,
    *,
    name: str,
    path: Path,
    size: int,
    digest: str,
    table: Table,
    samples: Sequence[Sequence[str]],
    kind: str,
    **more: Any,
) -> Import:
    preset = recognised(table.columns)
    kind = kind or remembered_kind(member, table.columns) or (preset.kind if preset else "")
    kind = kind or likeliest_importer(importers.all(), table.columns, samples)
    found = proposal(member, importer_of(member, kind), table.columns, samples)
    with recorded(member.actor, "import.received", topics=["imports"]) as change:
        received: Import = Import.objects.create(
            workspace_id=member.workspace_id,
            kind=kind,
            member=member,
            file_name=Path(name).name[:200] or "file",
            file=path.name,
            size=size,
            digest=digest,
            columns=table.columns,
            reading=table.details,
            touched_at=now(),
            **found,
            **more,
        )
        change.about("import", received.pk, received.file_name)
        change.details |= {"kind": kind, "size": size}
    return received
