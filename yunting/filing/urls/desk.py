"""Addresses of the reviewer's pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
