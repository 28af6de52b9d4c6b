"""Every path that an organization has had: its records of before a move lie under the path of that day."""

from django.db.models import Q

from fulian.organizations.models import Organization, OrganizationChange


def paths_of(organization: Organization) -> tuple[str, ...]:
    """Today's path first. A move of any organization above it moved this one too."""
    paths = [organization.path]
    moved = OrganizationChange.objects.filter(~Q(old_path=""), organization__in=organization.ancestor_ids)
    for ancestor_path, old_path in moved.values_list("organization__path", "old_path"):
        earlier = old_path + organization.path[len(ancestor_path) :]
        if earlier not in paths:
            paths.append(earlier)
    return tuple(paths)
