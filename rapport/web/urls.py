"""Pages that cross rooms."""

from django.urls import path

from rapport.web import views
from rapport.web.timeline import views as timeline

app_name = "web"
urlpatterns = [
    path("", views.front_door, name="front-door"),
    path("healthz", views.healthz, name="healthz"),
    path("w/<slug:workspace>/", views.overview, name="overview"),
    path("w/<slug:workspace>/customers/<int:party_id>/measured", views.customer, name="customer"),
    path("w/<slug:workspace>/customers/<int:party_id>/timeline", timeline.timeline, name="timeline"),
    path("w/<slug:workspace>/entities", views.entities, name="entities"),
]
