"""Forms of the registers; the shared ones (RecordForm, speak_plainly, NamesField) serve other apps as well."""

from fulian.registers.forms.base import (
    LARGEST,
    MESSAGES,
    EntryForm,
    FoldedMixin,
    NamesField,
    RecordForm,
    speak_plainly,
)
from fulian.registers.forms.elections import ElectionCreateForm, ElectionForm, RoundForm
from fulian.registers.forms.ends import EndForm, ReopenForm, VenueEndForm
from fulian.registers.forms.entries import (
    ContactForm,
    OfficerForm,
    ProductForm,
    TalentForm,
    TeamForm,
    VenueForm,
    VolunteerForm,
)

__all__ = [
    "LARGEST",
    "MESSAGES",
    "ContactForm",
    "ElectionCreateForm",
    "ElectionForm",
    "EndForm",
    "EntryForm",
    "FoldedMixin",
    "NamesField",
    "OfficerForm",
    "ProductForm",
    "RecordForm",
    "ReopenForm",
    "RoundForm",
    "TalentForm",
    "TeamForm",
    "VenueEndForm",
    "VenueForm",
    "VolunteerForm",
    "speak_plainly",
]
