"""Addresses of the portals, the case page and the public check."""

from django.urls import path

from yunting.web import case_page, check, files
from yunting.web.portals import citizen, court
from yunting.web.rules import views as rules

app_name = "web"
urlpatterns = [
    path("", citizen.home, name="home"),
    path("check/", check.check, name="check"),
    path("c/<str:code>", check.short, name="short-check"),
    path("rules/", rules.every, name="rules"),
    path("rules/<str:name>/", rules.one, name="rule"),
    path("matters/", citizen.my_cases, name="my-cases"),
    path("matters/<str:code>/", case_page.matter, name="matter"),
    path("matters/<str:code>/calendar.ics", case_page.calendar, name="calendar"),
    path("files/<int:pk>/", files.look, name="file"),
    path("files/<int:pk>/original", files.original, name="file-original"),
    path("files/<int:pk>/<slug:purpose>/<int:page>", files.copy, name="file-copy"),
    path("messages/", citizen.messages, name="messages"),
    path("messages/<int:pk>/read/", citizen.read_message, name="read-message"),
    path("court/", court.today, name="today"),
    path("court/tasks/", court.task_list, name="tasks"),
    path("court/cases/", court.cases, name="cases"),
]
