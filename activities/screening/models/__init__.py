from activities.screening.models.persons import Person
from activities.screening.models.programmes import Allotment, Programme
from activities.screening.models.sessions import Session

__all__ = ["Allotment", "Person", "Programme", "Session"]
