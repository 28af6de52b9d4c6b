from plans.monitoring.services.links import fill_by_link, find_link, make_link, revoke_link
from plans.monitoring.services.programmes import (
    add_indicator,
    change_indicator,
    change_programme,
    load_programmes,
    set_targets,
)
from plans.monitoring.services.reporting import make_report, request_report
from plans.monitoring.services.values import Entry, accept_values, keep_area_values, keep_values, return_values

__all__ = [
    "Entry",
    "accept_values",
    "add_indicator",
    "change_indicator",
    "change_programme",
    "fill_by_link",
    "find_link",
    "keep_area_values",
    "keep_values",
    "load_programmes",
    "make_link",
    "make_report",
    "request_report",
    "return_values",
    "revoke_link",
    "set_targets",
]
