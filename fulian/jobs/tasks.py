from celery import shared_task

from fulian.jobs import services


@shared_task
def run_job(job_id: int) -> None:
    services.run(job_id)


@shared_task(expires=60)
def sweep_jobs() -> None:
    services.sweep()
