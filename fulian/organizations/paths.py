"""Every path that an organization has had: its records of before a move lie under the path of that day."""

from collections.abc import Iterable

from django.db.models import Q

from fulian.organizations.models import Organization, OrganizationChange


def paths_of(organization: Organization) -> tuple[str, ...]:
    """Today's path first. A move of any organization above it moved this one too."""
    return paths_of_each([organization])[organization.pk]


def paths_of_each(organizations: Iterable[Organization]) -> dict[int, tuple[str, ...]]:
    """{organization: its paths}, in one query for all of them."""
    organizations = list(organizations)
    keys = {key for organization in organizations for key in organization.ancestor_ids}
    moves: dict[int, list[tuple[str, str]]] = {}
    moved = OrganizationChange.objects.filter(~Q(old_path=""), organization__in=keys)
    for key, path, old_path in moved.values_list("organization_id", "organization__path", "old_path"):
        moves.setdefault(key, []).append((path, old_path))
    found: dict[int, tuple[str, ...]] = {}
    for organization in organizations:
        earlier = (
            old_path + organization.path[len(path) :]
            for key in organization.ancestor_ids
            for path, old_path in moves.get(key, ())
        )
        found[organization.pk] = tuple(dict.fromkeys((organization.path, *earlier)))
    return found
