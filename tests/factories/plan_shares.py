"""Parts of targets for tests, given by the service that gives real ones."""

from decimal import Decimal
from typing import Any

from plans import services
from plans.models import Share, Target
from plans.services.sharing import Part


def share_out(target: Target, by: Any, *pairs: tuple[Any, Any], method: str = "hand", anyway: bool = False) -> Target:
    """`share_out(target, officer, (town, 60), (other_town, 40))`; None for no number."""
    parts = [Part(organization, Decimal(low) if low is not None else None) for organization, low in pairs]
    return services.share_out(target=target, parts=parts, method=method, by=by, anyway=anyway)


def again(share: Share) -> Share:
    """As it is now."""
    return Share.objects.answered_for_her().get(pk=share.pk)


def given(target: Target) -> dict[str, Decimal | None]:
    """{name of the organization: what it was given}."""
    return dict(Share.objects.filter(target=target).values_list("organization__name", "low"))
