"""Rendered files on the disk: each is there whole, or not at all."""

import os
import tempfile
from pathlib import Path

from django.conf import settings


def media_path(name: str) -> Path:
    return Path(settings.MEDIA_ROOT) / name


def write_whole(path: Path, content: bytes) -> None:
    """Written beside its place, then renamed: nobody ever reads half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
