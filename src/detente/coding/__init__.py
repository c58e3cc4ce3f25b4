"""Doc and grounding -> statements, events, commitments."""
