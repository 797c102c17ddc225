from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "rapport.apps.sales"
    label = "sales"
