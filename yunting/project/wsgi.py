"""Pages: the WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from yunting.core import court_clock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yunting.project.settings")
application = get_wsgi_application()
court_clock.install()
