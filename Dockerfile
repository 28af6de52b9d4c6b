# The image of web, worker and beat. tests/infrastructure reads this file and runs the same commands.
FROM python:3.11-slim-bookworm

# WeasyPrint's libraries and the Chinese faces: the list of tools/environment.py (a test compares them).
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        libpango-1.0-0 \
        libpangoft2-1.0-0 \
        libharfbuzz-subset0 \
        fonts-lxgw-wenkai \
        fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

WORKDIR /srv/fulian
COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock

COPY . .
# Hashed and compressed once, at build time. No secret is needed for it, so none gets into the image.
RUN FULIAN_ENV=development DEBUG=0 VAR_DIR=/tmp/build STATIC_ROOT=/srv/static python manage.py collectstatic --noinput \
    && rm -rf /tmp/build

# The free 仿宋; a new volume begins as a copy of this folder.
RUN apt-get update \
    && FULIAN_ENV=development VAR_DIR=/var/lib/fulian python manage.py install_fonts \
    && rm -rf /var/lib/apt/lists/*

RUN useradd --system --uid 10001 --home-dir /var/lib/fulian fulian \
    && chown -R fulian: /var/lib/fulian
USER fulian
ENV FULIAN_ENV=production \
    STATIC_ROOT=/srv/static \
    VAR_DIR=/var/lib/fulian
VOLUME /var/lib/fulian
EXPOSE 8000
CMD ["gunicorn", "fulian.wsgi", "--workers", "4", "--threads", "4", "--timeout", "120", "--no-control-socket"]
