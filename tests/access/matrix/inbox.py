from tests.access.matrix import PUBLIC, Row

ROLE_MATRIX = [
    Row("home", others=200),
    Row("todo-list", others=200),
    Row("healthz", others=200, anonymous=PUBLIC),
]
