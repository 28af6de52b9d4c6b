import datetime

from celery import shared_task

from activities.screening import services


@shared_task
def delete_expired(on: str = "") -> int:
    """Run by the scheduler several times a day. `on`: an ISO date, for a run by hand about another day."""
    return services.delete_expired(today=datetime.date.fromisoformat(on) if on else None)
