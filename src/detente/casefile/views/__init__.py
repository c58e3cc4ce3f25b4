"""What a casefile shows: timeline, network, tension, quotations, actors, sources.

Each view takes a casefile and ``Filters`` and gives a ``View``: rows of plain values under
described columns. How it is drawn or written is ``detente.publish``'s.
"""
