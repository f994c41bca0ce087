"""Addresses of the filer's pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
