"""Addresses of evidence."""

from django.urls import URLPattern, path

from yunting.filing.views.evidence import giving, reading, weighing

_ALL = "matters/<str:code>/evidence/"
_ONE = "evidence/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(_ALL, reading.sheet, name="evidence"),
    path(f"{_ALL}add/", giving.add, name="evidence-add"),
    path(f"{_ALL}submit/", giving.submit, name="evidence-submit"),
    path(_ONE, reading.item, name="evidence-item"),
    path(f"{_ONE}change/", giving.change, name="evidence-change"),
    path(f"{_ONE}take-off/", giving.take_off, name="evidence-take-off"),
    path(f"{_ONE}opinion/", weighing.opinion, name="evidence-opinion"),
    path(f"{_ONE}original/", weighing.ask_original, name="evidence-original"),
    path(f"{_ONE}compare/", weighing.compare, name="evidence-compare"),
    path(f"{_ONE}equal/", weighing.hold_equal, name="evidence-equal"),
]
