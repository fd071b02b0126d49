"""Notes as they are drafted: from a template and what the log says of one talk."""
