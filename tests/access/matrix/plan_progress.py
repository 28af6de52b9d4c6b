"""序时进度 of the district's plan, and its printed sheet: whoever sees the plan sees how far it is."""

from tests.access.matrix import Row
from tests.access.matrix.plans import NO_BUSINESS, draft, pk_of, published

SEEN = NO_BUSINESS | {"district_officer": 200, "leader": 200}
NOT_YET = NO_BUSINESS | {"district_officer": 404, "leader": 404}

ROLE_MATRIX = [
    Row("plans:plan-progress", pk_of(published), expect=SEEN, others=404),
    Row("plans:plan-progress", pk_of(published), query="?tab=who", as_role="by who", expect=SEEN, others=404),
    Row("plans:plan-progress", pk_of(published), query="?tab=calendar", as_role="by day", expect=SEEN, others=404),
    Row("plans:plan-progress", pk_of(draft), as_role="of a draft", expect=NOT_YET, others=404),
    Row("plans:plan-sheet", pk_of(published), expect=SEEN, others=404),
]
