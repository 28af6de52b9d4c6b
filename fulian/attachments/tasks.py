from celery import shared_task

from fulian.attachments import services


@shared_task
def sweep_uploads() -> int:
    """Run by the scheduler."""
    return services.sweep()
