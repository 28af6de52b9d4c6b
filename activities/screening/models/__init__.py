from activities.screening.models.persons import Person
from activities.screening.models.programmes import Allotment, Programme
from activities.screening.models.sessions import Session, label_of

__all__ = ["Allotment", "Person", "Programme", "Session", "label_of"]
