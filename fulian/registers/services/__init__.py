"""Every write of the registers."""

from fulian.registers.services.elections import hold_election, keep_round
from fulian.registers.services.entries import RULES, Entry, change, end, enter, void
from fulian.registers.services.headcounts import count_members
from fulian.registers.services.parts import add_part, change_part, remove_part
from fulian.registers.services.reopening import reopen
from fulian.registers.services.standard import Finding, check_standard
from fulian.registers.services.vocabulary import keep_kind

__all__ = [
    "RULES",
    "Entry",
    "Finding",
    "add_part",
    "change",
    "change_part",
    "check_standard",
    "count_members",
    "end",
    "enter",
    "hold_election",
    "keep_kind",
    "keep_round",
    "remove_part",
    "reopen",
    "void",
]
