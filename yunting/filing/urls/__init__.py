"""Addresses of filing: the filer's, the reviewer's, the defendant's, everybody's evidence."""

from yunting.filing.urls import defendant, desk, evidence, filer

app_name = "filing"
urlpatterns = [
    *filer.urlpatterns,
    *desk.urlpatterns,
    *defendant.urlpatterns,
    *evidence.urlpatterns,
]
