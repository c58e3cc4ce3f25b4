"""Times: what "Tuesday", "the previous day" or "three hours" mean on the calendar."""

from detente.grounding.times.find import find_times

__all__ = ["find_times"]
