"""An upload as text, or Refused with what the user can do about it."""

MAXIMUM_BYTES = 5 * 1024 * 1024
MAXIMUM_CHARACTERS = 200_000


def text_of(upload_name: str, content: bytes) -> str:
    """The text of a .docx or .txt upload; tables of a .docx come as lines of cells divided by tabs."""
    return content.decode("utf-8-sig", errors="replace")
