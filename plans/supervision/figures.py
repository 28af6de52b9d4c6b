"""Where the target of a notice stands: read live while it is a draft, frozen in the notice when it is issued."""

import datetime
from typing import Any

from fulian.core.chinese import long_date
from plans.models import Target
from plans.progress import progress_of

Figures = dict[str, Any]


def figures_of(target: Target, today: datetime.date) -> Figures:
    """As plain text, so that what was printed once prints the same for ever, whatever becomes of target and indicator."""
    progress = progress_of([target], today)[0]
    plan = target.task.chapter.plan
    return {
        "as_of": long_date(today),
        "plan": plan.title,
        "subject": target.subject,
        "goal": target.goal_text,
        "due": long_date(target.due_on),
        "actual": progress.actual_text,
        "fraction": progress.fraction,
        "percent": "" if progress.percent is None else f"{progress.percent}%",
        "pace": f"{progress.pace}%",
        "light": str(progress.light.label),
        "tone": progress.tone,
        "remark": progress.remark,
    }


def in_words(figures: Figures) -> str:
    """截至11月21日，完成700场次（700/1200，58%），序时进度89%，还差500场次."""
    share = "，".join(part for part in (figures["fraction"], figures["percent"]) if part)
    parts = [
        f"截至{figures['as_of']}，{figures['actual']}" + (f"（{share}）" if share else ""),
        f"序时进度{figures['pace']}" if figures["percent"] else "",
        figures["remark"].rstrip("。"),
    ]
    return "，".join(part for part in parts if part)
