from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "rapport.apps.activity"
    label = "activity"
