"""The address book of the whole court."""

from django.urls import URLPattern, URLResolver, include, path

handler400 = "yunting.ui.views.bad_request"
handler403 = "yunting.ui.views.forbidden"
handler404 = "yunting.ui.views.not_found"
handler500 = "yunting.ui.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("yunting.ui.urls")),
]
