"""The kernel as a Django application: it owns the tables of jobs and tombstones."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class KernelConfig(AppConfig):
    name = "rapport.kernel"
    label = "kernel"

    def ready(self) -> None:
        from rapport.kernel.folding import add_function, register_lookups

        register_lookups()
        connection_created.connect(add_function, dispatch_uid="rapport.kernel.folding")
        post_migrate.connect(_keep_findable, dispatch_uid="rapport.kernel.findable")


def _keep_findable(app_config: AppConfig, **_told: Any) -> None:
    from rapport.kernel.findable import keep_findable

    keep_findable(list(app_config.get_models()))
