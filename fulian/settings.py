"""One flat settings file, read from the environment. A missing or unsafe value explains itself.

FULIAN_ENV=development (the default) runs on SQLite and a Celery broker made of files, with nothing to configure.
FULIAN_ENV=production refuses to start until the values that protect people are set: see docs/deployment.md.
"""

import base64
import hashlib
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

PRODUCTION = env.str("FULIAN_ENV", "development") == "production"
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEVELOPMENT_SECRET = "development-only-" + hashlib.sha256(str(BASE_DIR).encode()).hexdigest()
SECRET_KEY = env.str("SECRET_KEY", DEVELOPMENT_SECRET)
DEBUG = env.bool("DEBUG", not PRODUCTION)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Personal fields of confidential records are encrypted with these. "id:base64 of 32 bytes", the first one writes, all of
# them read. Losing them loses the data: docs/deployment.md says how keys are kept.
DEVELOPMENT_FIELD_KEY = "dev:" + base64.b64encode(hashlib.sha256(b"development field key").digest()).decode()
FIELD_KEYS = env.list("FIELD_KEYS", default=[DEVELOPMENT_FIELD_KEY])
FIELD_CIPHER = env.str("FIELD_CIPHER", "AES-256-GCM")  # or SM4-GCM


def _refuse_unsafe_production() -> None:
    problems = []
    if SECRET_KEY == DEVELOPMENT_SECRET or len(SECRET_KEY) < 50:
        problems.append("SECRET_KEY: set a random value of at least 50 characters")
    if DEBUG:
        problems.append("DEBUG: must be off")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        problems.append("ALLOWED_HOSTS: name the hosts that this portal answers for, comma-separated")
    if DEVELOPMENT_FIELD_KEY in FIELD_KEYS or not FIELD_KEYS:
        problems.append("FIELD_KEYS: set 'id:base64 of 32 random bytes' (see docs/deployment.md, keeping keys)")
    if problems:
        raise ImproperlyConfigured(
            "FULIAN_ENV=production, but this portal is not safe to start:\n  " + "\n  ".join(problems)
        )


if PRODUCTION:
    _refuse_unsafe_production()

# In the order of the import direction, lowest layer last (docs/architecture.md).
INSTALLED_APPS = [
    "fulian.demo",
    "reports",
    "activities.screening",
    "activities.attendance",
    "activities.publicity",
    "activities",
    "families",
    "rights",
    "plans.supervision",
    "plans.monitoring",
    "plans",
    "fulian.registers",
    "fulian.inbox.circulars",
    "fulian.inbox",
    "fulian.ledgers",
    "fulian.indicators",
    "fulian.attachments",
    "fulian.drafts",
    "fulian.jobs",
    "fulian.accounts",
    "fulian.organizations",
    "fulian.documents",
    "fulian.calendar",
    "fulian.audit",
    "fulian.core",
    "crispy_forms",
    "django_filters",
    "django_tables2",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "fulian.accounts.middleware.SecondFactorMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "fulian.urls"
WSGI_APPLICATION = "fulian.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fulian.core.context_processors.portal",
            ],
        },
    },
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "fulian.accounts.backends.NameOrPhoneBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "accounts:sign-in"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "fulian.accounts.lockout.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False  # its log lines name who tried to sign in
AXES_DISABLE_ACCESS_LOG = True
SESSION_COOKIE_NAME = "fulian_session"
SESSION_COOKIE_AGE = 30 * 24 * 3600  # a village phone stays signed in for a month of no use
SESSION_SHORT_AGE = 20 * 60  # rights officers and administrators: twenty minutes of no use
SESSION_SAVE_EVERY_REQUEST = False
OTP_TOTP_ISSUER = "妇联工作台账"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = env.str("STATIC_ROOT", str(VAR_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env.str("MEDIA_ROOT", str(VAR_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
FONT_DIR = env.str("FONT_DIR", "")  # the office's own licensed 方正小标宋, 仿宋_GB2312, 楷体_GB2312
PHOTO_MAX_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

CRISPY_ALLOWED_TEMPLATE_PACKS = ["fulian"]
CRISPY_TEMPLATE_PACK = "fulian"
DJANGO_TABLES2_TEMPLATE = "tables/table.html"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 365 * 24 * 3600)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Celery: Redis in production; a folder of message files in the embedded portal. Neither a kill -9 nor a lost message may
# lose a job, so every job is a JobRun row and the sweeper takes up what a dead worker left (fulian/jobs).
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", "filesystem://")
if CELERY_BROKER_URL.startswith("filesystem"):
    QUEUE_DIR = VAR_DIR / "queue"
    for folder in ("messages", "control", "processed"):
        (QUEUE_DIR / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE_DIR / "messages"),
        "data_folder_out": str(QUEUE_DIR / "messages"),
        "control_folder": str(QUEUE_DIR / "control"),
        "processed_folder": str(QUEUE_DIR / "processed"),
        "polling_interval": 0.1,
    }
elif CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 30 * 60
CELERY_TASK_SOFT_TIME_LIMIT = 25 * 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50  # rendering runs with the garbage collector off
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
JOB_STALE_SECONDS = env.int("JOB_STALE_SECONDS", 60)  # a running job whose heartbeat is older was left by a dead worker
JOB_SWEEP_SECONDS = env.float("JOB_SWEEP_SECONDS", 15.0)
VENUE_QUIET_DAYS = env.int("VENUE_QUIET_DAYS", 60)  # a venue where nothing was held for so long is pointed out
REMINDER_SECONDS = env.float("REMINDER_SECONDS", 30 * 60.0)
# Month and day on which a statistical year of two-cancer screening usually begins.
SCREENING_YEAR_STARTS = env.str("SCREENING_YEAR_STARTS", "04-01")
CELERY_BEAT_SCHEDULE = {
    "delete photos that were never sent to their end": {
        "task": "fulian.attachments.tasks.sweep_uploads",
        "schedule": 6 * 3600.0,
        "options": {"expires": 6 * 3600.0},
    },
    "delete who signed up when the time is over": {
        "task": "activities.attendance.tasks.purge_rolls",
        "schedule": 6 * 3600.0,
        "options": {"expires": 6 * 3600.0},
    },
    "delete persons whose time is over": {
        "task": "activities.screening.tasks.delete_expired",
        "schedule": 6 * 3600.0,
        "options": {"expires": 6 * 3600.0},
    },
    # A sweep that nobody took in time is worth nothing: the next one is on its way.
    "take up abandoned jobs": {
        "task": "fulian.jobs.tasks.sweep_jobs",
        "schedule": JOB_SWEEP_SECONDS,
        "options": {"expires": JOB_SWEEP_SECONDS},
    },
    "remind of unanswered notices": {
        "task": "plans.supervision.tasks.send_reminders",
        "schedule": REMINDER_SECONDS,
        "options": {"expires": REMINDER_SECONDS},
    },
    "delete what circulars asked about people": {
        "task": "fulian.inbox.circulars.tasks.purge_signups",
        "schedule": 24 * 3600.0,
        "options": {"expires": 24 * 3600.0},
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO" if PRODUCTION else "WARNING")},
}
