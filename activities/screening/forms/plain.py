"""A form whose service judges the whole: the database's own words for a broken rule are not for people."""

from typing import Any


class JudgedByServiceMixin:
    instance: Any

    def _post_clean(self) -> None:
        self.instance.validate_constraints = lambda exclude=None: None
        super()._post_clean()  # type: ignore[misc]
        del self.instance.validate_constraints
