from rights.services.assistance import (
    cancel_assistance,
    close_household,
    record_check,
    record_household,
    record_mediation,
    update_check,
    update_household,
    update_mediation,
    visit_household,
)
from rights.services.cases import (
    add_contact,
    add_note,
    advance_case,
    hand_over_case,
    register_case,
    report_lead,
    update_case,
)
from rights.services.looking import note_export, note_list, note_look, reveal_case

__all__ = [
    "add_contact",
    "add_note",
    "advance_case",
    "cancel_assistance",
    "close_household",
    "hand_over_case",
    "note_export",
    "note_list",
    "note_look",
    "record_check",
    "record_household",
    "record_mediation",
    "register_case",
    "report_lead",
    "reveal_case",
    "update_case",
    "update_check",
    "update_household",
    "update_mediation",
    "visit_household",
]
