"""Scores of the model's heads to trees, spans and relations."""
