"""The shape of a plan: title, year, guiding text, chapters and tasks, as the text has them."""

from plans.reading.document import ReadChapter, ReadPlan, ReadTask


def read_plan(text: str, *, year: int | None = None) -> ReadPlan:
    """What the text says, as a proposal. `year` is the plan's year where the user knows it; else the text's own."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    tasks = tuple(ReadTask(label="", text=line) for line in lines[1:])
    return ReadPlan(title=lines[0] if lines else "", year=year, guiding="", chapters=(ReadChapter("", "正文", "", tasks),))
