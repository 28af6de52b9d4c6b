"""Which fields hold personal data. Every model says so for each of its fields; a test fails on one that nobody classified.

    class Meta: ...
    personal = {"name": Personal.IDENTIFYING, "phone": Personal.CONTACT}     # everything not named here is declared safe
    not_personal = ["title", "held_on", …]

Relations, keys, times and choices need no entry.
"""

from enum import StrEnum


class Personal(StrEnum):
    IDENTIFYING = "identifying"  # a private person's name, ID number
    CONTACT = "contact"
    SENSITIVE = "sensitive"  # health, violence, minors (PIPL art. 28)
    FREE_TEXT = "free_text"  # may hold anything that somebody typed
    OFFICIAL = "official"  # the name of somebody acting in office: shown inside the house
