"""Notes, evidence and comments keep their words folded, so that a search finds them without accents and case."""

from django.db import migrations, models

from rapport.kernel.text import folded

BATCH = 500


def fold_what_is_there(apps, schema_editor):
    for name, words in (("Note", _of_note), ("Evidence", _of_evidence), ("Comment", _of_comment)):
        model = apps.get_model("canvas", name)
        rows = []
        for row in model.objects.iterator(chunk_size=BATCH):
            row.search_text = folded(" ".join(words(row)))
            rows.append(row)
            if len(rows) == BATCH:
                model.objects.bulk_update(rows, ["search_text"])
                rows = []
        model.objects.bulk_update(rows, ["search_text"])


def _of_note(note):
    return [note.text, *map(str, note.tags)]


def _of_evidence(evidence):
    return [evidence.quote, *(value for value in evidence.settings.values() if isinstance(value, str))]


def _of_comment(comment):
    return [comment.text]


class Migration(migrations.Migration):
    dependencies = [("canvas", "0002_everything_in_the_log")]

    operations = [
        *(
            migrations.AddField(model, "search_text", models.TextField(blank=True, default=""))
            for model in ("note", "evidence", "comment")
        ),
        migrations.RunPython(fold_what_is_there, migrations.RunPython.noop),
    ]
