"""Addresses of the defendant's side, and of the court's answers to it."""

from django.urls import URLPattern, path

from yunting.filing.views.defendant import answering, extending, linking, objecting, reading

_OBJECTION = "objections/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("associate/", linking.associate, name="associate"),
    path("court/associations/", linking.waiting, name="associations"),
    path("court/associations/<int:pk>/", linking.compare, name="association"),
    path("cases/<int:pk>/answer/", answering.start, name="answer-start"),
    path("answers/<int:pk>/", answering.draft, name="answer"),
    path("answers/<int:pk>/questions/<str:key>/", answering.question, name="answer-question"),
    path("answers/<int:pk>/check/", answering.check, name="answer-check"),
    path("answers/<int:pk>/read/", reading.answer, name="answer-read"),
    path("cases/<int:pk>/issues/", reading.issues, name="issues"),
    path("lodged/<int:pk>/", reading.receipt, name="lodged"),
    path("cases/<int:pk>/objection/", objecting.object_to, name="object"),
    path(_OBJECTION, objecting.read, name="objection"),
    path(f"{_OBJECTION}withdraw/", objecting.withdraw, name="objection-withdraw"),
    path(f"{_OBJECTION}rule/", objecting.rule, name="objection-rule"),
    path(f"{_OBJECTION}appeal/", objecting.record_appeal, name="objection-appeal"),
    path(f"{_OBJECTION}second/", objecting.record_second_instance, name="objection-second"),
    path("periods/<int:pk>/extension/", extending.ask, name="extend"),
    path("extensions/<int:pk>/", extending.read, name="extension"),
    path("extensions/<int:pk>/decide/", extending.decide, name="extension-decide"),
]
