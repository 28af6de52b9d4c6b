"""Writing a plan (writing.py), carrying it through (moving.py) and on in another version (revising.py)."""

from plans.services.moving import (
    approve_plan,
    cancel_plan,
    close_plan,
    note_outcome,
    publish_plan,
    return_plan,
    submit_plan,
)
from plans.services.revising import revise_plan
from plans.services.writing import (
    add_chapter,
    add_target,
    add_task,
    change_part,
    change_plan,
    change_target,
    remove_part,
    start_plan,
    swap_part,
)

__all__ = [
    "add_chapter",
    "add_target",
    "add_task",
    "approve_plan",
    "cancel_plan",
    "change_part",
    "change_plan",
    "change_target",
    "close_plan",
    "note_outcome",
    "publish_plan",
    "remove_part",
    "return_plan",
    "revise_plan",
    "start_plan",
    "submit_plan",
    "swap_part",
]
