"""Addresses of survey answers inside a workspace."""

from django.urls import path

from rapport.apps.feedback import views

app_name = "feedback"

urlpatterns = [
    path("feedback", views.responses, name="responses"),
    path("feedback/of-customer/<int:party_id>", views.of_customer, name="of-customer"),
]
