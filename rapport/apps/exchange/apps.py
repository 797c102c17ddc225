from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "rapport.apps.exchange"
    label = "exchange"
