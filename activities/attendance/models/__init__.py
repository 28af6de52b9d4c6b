from activities.attendance.models.rolls import Entry, Roll

__all__ = ["Entry", "Roll"]
