"""Words of signing up and of being there."""

from django.db import models


class Place(models.TextChoices):
    """Where somebody stands on the list."""

    TAKEN = "taken", "已报名"
    WAITING = "waiting", "候补"
    WITHDRAWN = "withdrawn", "已取消"


STANDING = (Place.TAKEN, Place.WAITING)


class Arrival(models.TextChoices):
    """`UNKNOWN` until somebody ticked: not to have been ticked and not to have come are different."""

    UNKNOWN = "", "还没签到"
    CAME = "came", "到了"
    ABSENT = "absent", "没来"
