from activities.screening.services.persons import (
    add_person,
    delete_expired,
    keep_persons,
    note_list,
    remove_person,
    reveal_person,
    set_follow_up,
    stop_keeping_persons,
)
from activities.screening.services.programmes import (
    KEEPERS,
    Part,
    allot,
    change_programme,
    close_programme,
    open_programme,
    reopen_programme,
    shared,
)
from activities.screening.services.sessions import cancel_session, change_session, enter_results, record_session

__all__ = [
    "KEEPERS",
    "Part",
    "add_person",
    "allot",
    "cancel_session",
    "change_programme",
    "change_session",
    "close_programme",
    "delete_expired",
    "enter_results",
    "keep_persons",
    "note_list",
    "open_programme",
    "record_session",
    "remove_person",
    "reopen_programme",
    "reveal_person",
    "set_follow_up",
    "shared",
    "stop_keeping_persons",
]
