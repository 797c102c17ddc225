from django.apps import AppConfig


class TrackingConfig(AppConfig):
    name = "rapport.apps.tracking"
    label = "tracking"
