"""工作品牌: the names under which work is known. One that was used stays; it is stopped, not deleted."""

from typing import Any

from django.db import transaction

from fulian.audit.services import record
from fulian.core.exceptions import Conflict, Refused
from plans.models import Programme

SEPARATORS = "，,；;/\n\r"


@transaction.atomic
def add_programme(*, programme: Programme, by: Any) -> Programme:
    _settle(programme)
    programme.save(force_insert=True)
    record("plans.programme_added", by=by, subject=programme)
    return programme


@transaction.atomic
def change_programme(*, programme: Programme, by: Any) -> Programme:
    _settle(programme)
    programme.save(update_fields=["name", "aliases"])
    record("plans.programme_changed", by=by, subject=programme)
    return programme


@transaction.atomic
def stop_programme(*, programme: Programme, by: Any) -> Programme:
    """Not offered for new tasks any more; where it stands, it stays."""
    return _set_active(programme, active=False, by=by)


@transaction.atomic
def resume_programme(*, programme: Programme, by: Any) -> Programme:
    return _set_active(programme, active=True, by=by)


def _set_active(programme: Programme, *, active: bool, by: Any) -> Programme:
    if not Programme.objects.filter(pk=programme.pk, active=not active).update(active=active):
        raise Conflict
    programme.active = active
    record("plans.programme_resumed" if active else "plans.programme_stopped", by=by, subject=programme)
    return programme


def _settle(programme: Programme) -> None:
    """Aliases between 、, each once; no name may mean two programmes of one organization."""
    text = programme.aliases
    for mark in SEPARATORS:
        text = text.replace(mark, "、")
    programme.name = programme.name.strip()
    names = dict.fromkeys(name.strip() for name in text.split("、") if name.strip())
    names.pop(programme.name, None)
    programme.aliases = "、".join(names)
    others = Programme.objects.select_for_update().filter(organization=programme.organization).exclude(pk=programme.pk)
    taken = {name: other.name for other in others for name in other.names}
    for field, name in (("name", programme.name), *(("aliases", name) for name in names)):
        if name in taken:
            raise Refused(f"“{name}”已经是“{taken[name]}”的名称或别名。", field=field)
