import datetime

from celery import shared_task

from fulian.inbox.circulars import services


@shared_task
def purge_signups(today: str = "") -> int:
    """Run by the scheduler every day. `today`: an ISO date, for a run by hand."""
    return services.purge_signups(today=datetime.date.fromisoformat(today) if today else None)
