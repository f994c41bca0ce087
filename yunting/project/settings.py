"""Settings. Everything that differs between places comes from the environment."""

import os
from pathlib import Path

from yunting.project.database import home, parse, web_url

ROOT = Path(__file__).resolve().parents[2]
HOME = home()
# Where uploaded and sealed content lies, by its hash.
FILES = Path(os.environ.get("YUNTING_FILES", HOME / "files"))
# A virus scanner that speaks clamd's protocol: unix:/path or tcp:host:port; empty for none.
CLAMD = os.environ.get("YUNTING_CLAMD", "")
TRAINING = os.environ.get("YUNTING_TRAINING", "yes") == "yes"
COURT_ID = os.environ.get("YUNTING_COURT", "浙0902")
PAGES_URL = os.environ.get("YUNTING_PAGES_URL", "http://localhost:8000")
PUBLIC_URL = os.environ.get("YUNTING_PUBLIC_URL", PAGES_URL)
# Where live updates are: the pages' own address behind one server, the next port in training.
LIVE_URL = os.environ.get("YUNTING_LIVE_URL", "")
NEIGHBOURS_URL = os.environ.get("YUNTING_NEIGHBOURS_URL", "http://127.0.0.1:8030")
# Who keeps the log's heads; empty for a court without a witness.
WITNESS_URL = os.environ.get("YUNTING_WITNESS_URL", f"{NEIGHBOURS_URL}/witness")
# The networks from which the court's figures may be read, with commas; empty for none.
METRICS_FROM = os.environ.get("YUNTING_METRICS_FROM", "127.0.0.0/8,::1/128")
# The folder of the official fonts (方正小标宋, 仿宋_GB2312) the court has licences for.
PAPER_FONTS = os.environ.get("YUNTING_PAPER_FONTS", "")
# The seal of a real court and who stamps the time; a training court makes its own.
SEAL_PKCS12 = os.environ.get("YUNTING_SEAL_PKCS12", "")
SEAL_PASSWORD_FILE = os.environ.get("YUNTING_SEAL_PASSWORD_FILE", "")
SEAL_SM2_KEY = os.environ.get("YUNTING_SEAL_SM2_KEY", "")
TIME_STAMP_URL = os.environ.get("YUNTING_TIME_STAMP_URL", "")
# Whether this place's workers set and seal papers; of several machines one can do it for all.
PRESS = os.environ.get("YUNTING_PRESS", "yes") == "yes"
SECRET_KEY = os.environ.get("YUNTING_SECRET_KEY", "training-court-only" if TRAINING else "")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("YUNTING_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "procrastinate.contrib.django",
    "yunting.core",
    "yunting.ui",
    "yunting.accounts",
    "yunting.delivery",
    "yunting.money",
    "yunting.feedback",
    "yunting.filing",
    "yunting.web",
    "yunting.project",
]
AUTH_USER_MODEL = "core.Account"
AUTHENTICATION_BACKENDS = ["yunting.core.access.SignedIn"]
LOGIN_URL = "accounts:sign-in"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "yunting.accounts.views.door.Door",
    "yunting.delivery.views.gate.ReadGate",
    "yunting.ui.refusals.Refusals",
]
ROOT_URLCONF = "yunting.project.urls"
WSGI_APPLICATION = "yunting.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            # Partials around the cache, cotton inside: `page.html#part` and `<c-badge>` both work.
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "yunting.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yunting.ui.frame.frame",
            ],
        },
    }
]
DATABASES = {"default": parse(web_url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_FINDERS = [
    "yunting.ui.finders.VendorFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
CSRF_FAILURE_VIEW = "yunting.ui.views.csrf_failed"
COURT_NAME = os.environ.get("YUNTING_COURT_NAME", "舟山市定海区人民法院")
HELP_PHONE = os.environ.get("YUNTING_HELP_PHONE", "12368")
COMPONENTS_SHOWN = TRAINING
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = not TRAINING
CSRF_COOKIE_SECURE = not TRAINING
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# A file is written to disk as it comes, and a request that is too large is not kept.
FILE_UPLOAD_HANDLERS = ["yunting.ui.uploads.Measured"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "media-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'", *([LIVE_URL] if LIVE_URL else [])],
        "form-action": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# Mail and robots; empty: the neighbours in training, else each service's own address.
MAIL_URL = os.environ.get("YUNTING_MAIL_URL", "")
MAIL_FROM = os.environ.get("YUNTING_MAIL_FROM", "court@example.org")
DINGTALK_URL = os.environ.get("YUNTING_DINGTALK_URL", "")
WECOM_URL = os.environ.get("YUNTING_WECOM_URL", "")
