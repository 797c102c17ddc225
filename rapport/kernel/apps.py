"""The kernel as a Django application: it owns the tables of jobs and tombstones."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "rapport.kernel"
    label = "kernel"
