"""Forms in which a person corrects an entry of a record: what can be set, and what was."""
