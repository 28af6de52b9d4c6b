"""Rules that every model keeps, whoever writes it."""

import pytest
from django.apps import apps
from django.db import models

from fulian.core.personal import Personal
from tests.architecture.support import PACKAGES

OURS = [model for model in apps.get_models() if model.__module__.split(".")[0] in PACKAGES]
# What somebody can type into, or upload: the rest are relations, keys, times, numbers and choices.
TYPED = (models.CharField, models.TextField, models.JSONField, models.FileField, models.BinaryField)
# Set by the code, never typed: keys, codes of types and the path of the organization on the day.
TECHNICAL = {"path_at", "subject_type", "target_type", "token", "sha256"}
# Times that no person decided: what a job, a sign-in or a save leaves behind.
NOBODYS = {
    "created_at",
    "updated_at",
    "at",
    "path_at",
    "started_at",
    "finished_at",
    "heartbeat_at",
    "published_at",
    "seen_at",
    "read_at",
    "rendered_at",
    "taken_at",
    "saved_at",
}


def _label(model: type[models.Model], name: str) -> str:
    return f"{model._meta.label}.{name}"


def _typed_fields(model):
    for field in model._meta.local_fields:
        if isinstance(field, TYPED) and not field.choices and field.name not in TECHNICAL:
            yield field.name


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_that_somebody_types_into_says_whether_it_is_personal(model):
    personal, plain = getattr(model, "personal", {}), getattr(model, "not_personal", [])
    unclassified = [_label(model, name) for name in _typed_fields(model) if name not in personal and name not in plain]
    assert unclassified == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_what_is_classified_exists_and_is_classified_once(model):
    personal, plain = getattr(model, "personal", {}), getattr(model, "not_personal", [])
    names = {field.name for field in model._meta.get_fields()}
    assert {name for name in [*personal, *plain] if name not in names} == set()
    assert set(personal) & set(plain) == set()
    assert {kind for kind in personal.values() if not isinstance(kind, Personal)} == set()


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_whatever_happened_at_a_time_was_done_by_somebody_and_the_database_ties_both(model):
    names = {field.name for field in model._meta.get_fields()}
    moments = [field.name for field in model._meta.local_fields if isinstance(field, models.DateTimeField)]
    decided = [name.removesuffix("_at") for name in moments if name.endswith("_at") and name not in NOBODYS]
    assert [_label(model, f"{verb}_at") for verb in decided if f"{verb}_by" not in names] == []
    tied = [str(rule.condition) for rule in model._meta.constraints if isinstance(rule, models.CheckConstraint)]
    optional = [verb for verb in decided if model._meta.get_field(f"{verb}_at").null]
    loose = [verb for verb in optional if not any(f"{verb}_at" in rule and f"{verb}_by" in rule for rule in tied)]
    assert [_label(model, f"{verb}_at") for verb in loose] == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_model_has_a_chinese_name_and_explains_itself(model):
    assert not model._meta.verbose_name.isascii()
    assert not (model.__doc__ or "").startswith(f"{model.__name__}("), "write what it is"
