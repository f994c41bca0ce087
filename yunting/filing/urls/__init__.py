"""Addresses of filing: the filer's, the reviewer's, everybody's evidence."""

from yunting.filing.urls import desk, evidence, filer

app_name = "filing"
urlpatterns = [*filer.urlpatterns, *desk.urlpatterns, *evidence.urlpatterns]
