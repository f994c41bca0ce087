"""The address book of the whole court."""

from django.urls import URLPattern, URLResolver, include, path

from yunting.core.wire import CALLBACK_PATH
from yunting.project import api_page, neighbours
from yunting.project.api import api
from yunting.project.operations import health

handler400 = "yunting.ui.views.bad_request"
handler403 = "yunting.ui.views.forbidden"
handler404 = "yunting.ui.views.not_found"
handler500 = "yunting.ui.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path(CALLBACK_PATH.lstrip("/"), neighbours.callback, name="neighbours-callback"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("metrics", health.metrics, name="metrics"),
    path("", include("yunting.ui.urls")),
    path("", include("yunting.accounts.urls")),
    path("", include("yunting.delivery.urls")),
    path("", include("yunting.money.urls")),
    path("", include("yunting.feedback.urls")),
    path("", include("yunting.filing.urls")),
    path("", include("yunting.web.urls")),
    path("api/v1/docs", api_page.describe, name="api-page"),
    path("api/v1/", api.urls),
]
