from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "rapport.apps.accounts"
    label = "accounts"
