from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "rapport.apps.customers"
    label = "customers"
