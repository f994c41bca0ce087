"""The web app."""

from django.apps import AppConfig

from yunting.filing.forms import terms as complaint_terms
from yunting.ui import navigation as ui_navigation
from yunting.ui import terms as ui_terms
from yunting.web import navigation, terms


class Web(AppConfig):
    """The shell and the portals; gives the page machinery the court's words and entries."""

    name = "yunting.web"
    label = "web"

    def ready(self) -> None:
        """Fill in what the machinery leaves open."""
        ui_terms.fill(terms.read())
        ui_terms.fill(complaint_terms.TERMS)
        ui_navigation.declare("citizen", *navigation.CITIZEN)
        ui_navigation.declare("court", *navigation.COURT)
