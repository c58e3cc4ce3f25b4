"""Where reports come from: a file, a page or standard input becomes a ``Report``."""
