from django.core.checks import CheckMessage, Warning, register  # noqa: A004  Django's own name

from .startup import startup_notes


@register
def documents_can_be_made(app_configs, **kwargs) -> list[CheckMessage]:
    """Loud at every start: without these libraries PDFs are slow or impossible."""
    return [
        Warning(note.message, hint=note.hint, id=f"documents.{note.code}") for note in startup_notes() if note.serious
    ]
