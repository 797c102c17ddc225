from django.apps import AppConfig


class CanvasConfig(AppConfig):
    name = "rapport.apps.canvas"
    label = "canvas"
