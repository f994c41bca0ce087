"""Addresses of the filer's pages."""

from django.urls import URLPattern, path

from yunting.filing.views.filer import checking, correcting, opening, reading, writing

urlpatterns: list[URLPattern] = [
    path("filings/new/", opening.start, name="start"),
    path("filings/<int:pk>/", writing.draft, name="draft"),
    path("filings/<int:pk>/questions/<str:key>/", writing.question, name="question"),
    path("filings/<int:pk>/check/", checking.check, name="check"),
    path("filings/<int:pk>/receipts/<int:run>/", reading.receipt, name="receipt"),
    path("filings/<int:pk>/complaint/", reading.complaint, name="complaint"),
    path("filings/<int:pk>/correction/", correcting.correct, name="correction"),
    path("filings/<int:pk>/ask-to-sign/", opening.ask_to_sign, name="ask-to-sign"),
    path("filings/<int:pk>/withdraw/", opening.withdraw, name="withdraw"),
]
