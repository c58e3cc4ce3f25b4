"""Record -> terminal view, HTML page and tables."""
