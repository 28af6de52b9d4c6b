from tests.access.matrix import Row

ADMINISTRATOR = {"administrator": 200}

ROLE_MATRIX = [
    Row("audit:auditevent-list", expect=ADMINISTRATOR),
    Row("audit:accessevent-list", expect=ADMINISTRATOR),
]
