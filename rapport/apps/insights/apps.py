from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "rapport.apps.insights"
    label = "insights"
