"""Pages: the WSGI application."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from yunting.core import court_clock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yunting.project.settings")
# All that is loaded stays: to look through it while it grows is a tenth of the start.
gc.disable()
application = get_wsgi_application()
court_clock.install()
# Every address is there before the first request, which would wait for them.
_ = get_resolver().url_patterns
gc.freeze()
gc.enable()
