"""Addresses of the page machinery."""

from django.urls import path

from yunting.ui import views

app_name = "ui"
urlpatterns = [
    path("elder/", views.elder_switch, name="elder"),
    path("help/", views.help_page, name="help"),
    path("terms/", views.terms_page, name="terms"),
    path("signed-in/", views.signed_in_page, name="signed-in"),
    path("components/", views.components, name="components"),
    path("components/<slug:name>/", views.component, name="component"),
]
