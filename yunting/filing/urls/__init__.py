"""Addresses of filing: the filer's, the reviewer's and the defendant's."""

from yunting.filing.urls import defendant, desk, filer

app_name = "filing"
urlpatterns = [*filer.urlpatterns, *desk.urlpatterns, *defendant.urlpatterns]
