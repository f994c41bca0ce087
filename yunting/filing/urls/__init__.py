"""Addresses of filing: the filer's and the reviewer's."""

from yunting.filing.urls import desk, filer

app_name = "filing"
urlpatterns = [*filer.urlpatterns, *desk.urlpatterns]
