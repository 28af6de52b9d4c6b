from rights.models.assistance import Mediation, RiskCheck, RiskHousehold, RiskLevel
from rights.models.cases import Case, CaseCategory, CaseContact, CaseLook, CasePerson, CaseStep
from rights.models.keys import KeyCanary

__all__ = [
    "Case",
    "CaseCategory",
    "CaseContact",
    "CaseLook",
    "CasePerson",
    "CaseStep",
    "KeyCanary",
    "Mediation",
    "RiskCheck",
    "RiskHousehold",
    "RiskLevel",
]
