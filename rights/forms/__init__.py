from rights.forms.assistance import CloseForm, MediationForm, RiskCheckForm, RiskHouseholdForm, VisitForm
from rights.forms.cases import (
    AdvanceForm,
    CaseForm,
    ContactForm,
    HandOverForm,
    LeadForm,
    LookupForm,
    NoteForm,
    PersonFormSet,
    RevealForm,
)

__all__ = [
    "AdvanceForm",
    "CaseForm",
    "CloseForm",
    "ContactForm",
    "HandOverForm",
    "LeadForm",
    "LookupForm",
    "MediationForm",
    "NoteForm",
    "PersonFormSet",
    "RevealForm",
    "RiskCheckForm",
    "RiskHouseholdForm",
    "VisitForm",
]
