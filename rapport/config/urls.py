"""Every address of the application. Rooms mount themselves under a workspace."""

from django.urls import include, path

from rapport.config.rooms import workspace_routes

urlpatterns = [
    path("", include("rapport.web.urls")),
    path("", include("rapport.ui.urls")),
    path("api/v1/", include("rapport.api.urls")),
    path("account/", include("allauth.urls")),
    path("", include("rapport.apps.accounts.public_urls")),
    path("", include("rapport.apps.canvas.public_urls")),
    path("", include("rapport.apps.conversations.public_urls")),
    path("w/<slug:workspace>/", include("rapport.web.activity.urls")),
    path("w/<slug:workspace>/", include("rapport.web.my_day.urls")),
    path("w/<slug:workspace>/", include("rapport.web.search.urls")),
    path("w/<slug:workspace>/", include("rapport.web.rights.urls")),
    path("w/<slug:workspace>/", include(workspace_routes())),
]

handler400 = "rapport.web.errors.bad_request"
handler403 = "rapport.web.errors.forbidden"
handler404 = "rapport.web.errors.not_found"
handler500 = "rapport.web.errors.server_error"
