"""Two views beside the court's own pages: one SELECT, and the same object through the door."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from yunting.core.access import get_for
from yunting.core.models import Matter
from yunting.project import urls as court


def bare(request: HttpRequest, code: str) -> HttpResponse:
    """Fetch one row by its code."""
    found = Matter.objects.get(code=code)
    return HttpResponse(f"{request.user.pk} {found.pk}")


def door(request: HttpRequest, code: str) -> HttpResponse:
    """Fetch the same row through the door: visible, with its actor, on the record."""
    found, actor = get_for(request, Matter, code=code)
    return HttpResponse(f"{actor.account.pk if actor.account else 0} {found.pk}")


handler400, handler403 = court.handler400, court.handler403
handler404, handler500 = court.handler404, court.handler500
urlpatterns = [
    path("bare/<str:code>/", bare, name="bare"),
    path("door/<str:code>/", door, name="door"),
    path("", include("yunting.project.urls")),
]
