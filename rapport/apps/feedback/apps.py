from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "rapport.apps.feedback"
    label = "feedback"
