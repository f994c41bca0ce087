"""Views beside the court's own pages: one SELECT, the same through the door, files written down."""

import os
import tempfile

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

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


@csrf_exempt
def taken(request: HttpRequest) -> HttpResponse:
    """Write the files of a form and sync them, and know nothing else."""
    for sent in request.FILES.getlist("file"):
        with tempfile.TemporaryFile(dir=settings.FILES) as file:
            for chunk in sent.chunks():
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    return HttpResponse()


handler400, handler403 = court.handler400, court.handler403
handler404, handler500 = court.handler404, court.handler500
urlpatterns = [
    path("bare/<str:code>/", bare, name="bare"),
    path("door/<str:code>/", door, name="door"),
    path("taken/", taken, name="taken"),
    path("", include("yunting.project.urls")),
]
