import datetime

from celery import shared_task

from plans.supervision import services


@shared_task
def send_reminders(at: str = "") -> int:
    """Run by the scheduler every half hour. `at`: an ISO time, for a run by hand about another moment."""
    return services.make_reminders(now=datetime.datetime.fromisoformat(at) if at else None)
