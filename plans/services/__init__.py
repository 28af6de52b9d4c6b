"""Writing a plan (writing.py), carrying it through (moving.py) and on in another version (revising.py)."""

from plans.services.arranging import relocate_chapter, relocate_task, reorder_chapters, reorder_tasks
from plans.services.carrying import copy_plan
from plans.services.logging import log_work, void_entry
from plans.services.moving import (
    approve_plan,
    cancel_plan,
    close_plan,
    note_outcome,
    publish_plan,
    return_plan,
    submit_plan,
)
from plans.services.passing_on import pass_on
from plans.services.revising import revise_plan
from plans.services.sharing import confirm_share, keep_share, note_share, object_to_share, share_out
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
    "confirm_share",
    "copy_plan",
    "keep_share",
    "log_work",
    "note_outcome",
    "note_share",
    "object_to_share",
    "pass_on",
    "publish_plan",
    "relocate_chapter",
    "relocate_task",
    "remove_part",
    "reorder_chapters",
    "reorder_tasks",
    "return_plan",
    "revise_plan",
    "share_out",
    "start_plan",
    "submit_plan",
    "swap_part",
    "void_entry",
]
