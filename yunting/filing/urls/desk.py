"""Addresses of the reviewer's pages."""

from django.urls import URLPattern, path

from yunting.filing.views.desk import acts, judges, page, queue, returning, transferring

_ONE = "court/filings/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("court/filings/", queue.queue, name="queue"),
    path("court/filings/take/", queue.take, name="take"),
    path("court/filings/of/<int:account>/take-over/", queue.queue_of, name="queue-of"),
    path(_ONE, page.desk, name="desk"),
    path(f"{_ONE}accept/", acts.accept, name="accept"),
    path(f"{_ONE}return/", returning.send_back, name="return"),
    path(f"{_ONE}allow/", acts.allow, name="allow"),
    path(f"{_ONE}refuse/", acts.refuse, name="refuse"),
    path(f"{_ONE}take-back/", acts.take_back, name="take-back"),
    path(f"{_ONE}redirect/", acts.redirect, name="redirect"),
    path(f"{_ONE}take-over/", acts.take_over, name="take-over"),
    path("court/cases/<int:pk>/judge/", judges.case_judge, name="case-judge"),
    path("court/cases/<int:pk>/transfer/", transferring.transfer, name="transfer"),
    path("court/judges/", judges.fairness, name="fairness"),
]
