"""What a summary must state, held against its text."""

import re
from typing import Any


def missing(text: str, said: dict[str, Any]) -> list[str]:
    """Figures that no sentence of the text states near their words, and names that stand nowhere."""
    figures = [
        f"{words} {figure}"
        for words, figure in said["figures"]
        if not re.search(rf"{words}[^。]{{0,50}}(?<![\d.]){figure}|(?<![\d.]){figure}[^。]{{0,50}}{words}", text)
    ]
    return figures + [name for name in said["names"] if name not in text]
