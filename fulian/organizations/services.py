import uuid

from django.db import transaction

from fulian.organizations.models import Organization


@transaction.atomic
def plant(organization: Organization) -> Organization:
    """Save a new organization and give it its place: a path is made of primary keys, known only after the insert."""
    organization.path = f"new-{uuid.uuid4()}"
    organization.save()
    organization.path = f"{organization.parent.path if organization.parent else ''}{organization.pk}/"
    organization.save(update_fields=["path"])
    return organization
