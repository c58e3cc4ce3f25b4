"""Corrected records as training data: spaCy's DocBin, JSON Lines, brat standoff."""
