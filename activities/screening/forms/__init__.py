from activities.screening.forms.persons import FollowUpForm, KeepForm, PersonForm, RemoveForm, RevealForm
from activities.screening.forms.programmes import AllotForm, ProgrammeForm
from activities.screening.forms.sessions import ResultsForm, SessionForm

__all__ = [
    "AllotForm",
    "FollowUpForm",
    "KeepForm",
    "PersonForm",
    "ProgrammeForm",
    "RemoveForm",
    "ResultsForm",
    "RevealForm",
    "SessionForm",
]
