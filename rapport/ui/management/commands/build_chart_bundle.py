"""Makes the module that draws charts in the browser; run once at set-up, before `collectstatic`."""

from typing import Any

from django.core.management.base import BaseCommand

from rapport.ui.bundle import build_chart_bundle


class Command(BaseCommand):
    """`manage.py build_chart_bundle`."""

    help = "Write the chart module into the folder of built static files (skips what is there already)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Build it and say where it is."""
        file = build_chart_bundle()
        if options["verbosity"]:
            self.stdout.write(f"Charts: {file}")
