from activities.attendance.services.coming import add_on_the_spot, sign_up, withdraw
from activities.attendance.services.counts import keep_counts
from activities.attendance.services.purging import purge_rolls
from activities.attendance.services.rolls import change_roll, close_roll, open_roll, reopen_roll
from activities.attendance.services.ticking import state_attendance, tick

__all__ = [
    "add_on_the_spot",
    "change_roll",
    "close_roll",
    "keep_counts",
    "open_roll",
    "purge_rolls",
    "reopen_roll",
    "sign_up",
    "state_attendance",
    "tick",
    "withdraw",
]
