"""Addresses of the portals, the case page and the public check."""

from django.urls import path

from yunting.web import case_page, check
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
    path("messages/", citizen.messages, name="messages"),
    path("messages/<int:pk>/read/", citizen.read_message, name="read-message"),
    path("court/", court.today, name="today"),
    path("court/tasks/", court.task_list, name="tasks"),
    path("court/cases/", court.cases, name="cases"),
]
