"""Every address of the portal. Apps are named by string; each keeps its own addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("fulian.inbox.urls")),
    path("circulars/", include("fulian.inbox.circulars.urls")),
    path("accounts/", include("fulian.accounts.urls")),
    path("organizations/", include("fulian.organizations.urls")),
    path("calendar/", include("fulian.calendar.urls")),
    path("audit/", include("fulian.audit.urls")),
    path("indicators/", include("fulian.indicators.urls")),
    path("registers/", include("fulian.registers.urls")),
    path("ledgers/", include("fulian.ledgers.urls")),
    path("attachments/", include("fulian.attachments.urls")),
    path("drafts/", include("fulian.drafts.urls")),
    path("jobs/", include("fulian.jobs.urls")),
    path("plans/", include("plans.urls")),
    path("supervision/", include("plans.supervision.urls")),
    path("monitoring/", include("plans.monitoring.urls")),
    path("activities/", include("activities.urls")),
    path("attendance/", include("activities.attendance.urls")),
    path("screening/", include("activities.screening.urls")),
    path("publicity/", include("activities.publicity.urls")),
    path("families/", include("families.urls")),
    path("rights/", include("rights.urls")),
    path("reports/", include("reports.urls")),
]
