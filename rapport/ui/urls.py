from django.urls import path

from rapport.ui import views

app_name = "ui"
urlpatterns = [
    path("ui/<slug:digest>.css", views.whole_stylesheet, name="stylesheet"),
    path("styleguide", views.styleguide, name="styleguide"),
]
