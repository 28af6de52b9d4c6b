from plans.monitoring.models.links import FillLink
from plans.monitoring.models.programmes import Domain, MonitoredIndicator, Programme, YearTarget
from plans.monitoring.models.reports import MonitoringReport, MonitoringReportFile
from plans.monitoring.models.values import ValueVersion, YearValue

__all__ = [
    "Domain",
    "FillLink",
    "MonitoredIndicator",
    "MonitoringReport",
    "MonitoringReportFile",
    "Programme",
    "ValueVersion",
    "YearTarget",
    "YearValue",
]
