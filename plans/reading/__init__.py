"""From text to targets: reads a plan as it was written and proposes chapters, tasks and targets. Saves nothing.

text = text_of(upload.name, upload.read())     # Refused, with what to do, when it cannot be read
plan = read_plan(text, year=2025)              # a ReadPlan: plain values, to_json / from_json for the session
"""

from plans.reading.document import Found, ReadChapter, ReadPlan, ReadTask
from plans.reading.files import MAXIMUM_BYTES, MAXIMUM_CHARACTERS, checked, text_of
from plans.reading.outline import read_plan

__all__ = [
    "MAXIMUM_BYTES", "MAXIMUM_CHARACTERS", "Found", "ReadChapter", "ReadPlan", "ReadTask", "checked", "read_plan", "text_of",
]  # fmt: skip
