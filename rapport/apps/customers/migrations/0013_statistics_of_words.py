"""Rules compare words without regard to case. PostgreSQL keeps statistics of what stands in columns, not of that: it took
every such rule to mean one in two hundred, and so read a whole workspace for a page of people in one city."""

from typing import Any

from django.db import migrations

WORDS = ("city", "postal_code", "industry", "company_size", "job_title", "gender", "language", "acquisition_channel")


def keep(apps: Any, schema_editor: Any) -> None:
    _on_postgresql(schema_editor, "CREATE STATISTICS {name} ON (UPPER({column}::text)) FROM customers_party")
    _on_postgresql(schema_editor, "ANALYZE customers_party ({column})")


def drop(apps: Any, schema_editor: Any) -> None:
    _on_postgresql(schema_editor, "DROP STATISTICS IF EXISTS {name}")


def _on_postgresql(schema_editor: Any, statement: str) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for column in WORDS:
            schema_editor.execute(statement.format(name=f"customers_party_words_{column}", column=column))


class Migration(migrations.Migration):
    dependencies = [("customers", "0012_ids_stand_in_order_within_a_city")]

    operations = [migrations.RunPython(keep, drop)]
