"""Records to files: one format a module."""
