from tests.access.matrix import Row


def a_form(cast):
    """A form's name and no record's: each person has a draft of her own under it."""
    return {"form_key": "reports.summary", "object_id": 0}


ROLE_MATRIX = [
    Row("drafts:draft-save", a_form, method="post", data=lambda cast: {"text": "一"}, others=200, everybody=True),
    Row("drafts:draft-discard", a_form, method="post", others=302, everybody=True),
]
