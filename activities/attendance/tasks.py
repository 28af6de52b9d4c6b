import datetime

from celery import shared_task

from activities.attendance import services


@shared_task
def purge_rolls(on: str = "") -> int:
    """Run by the scheduler. `on`: an ISO date, for a run by hand about another day."""
    return services.purge_rolls(today=datetime.date.fromisoformat(on) if on else None)
