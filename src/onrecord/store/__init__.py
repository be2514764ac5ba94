"""Records to tables: one document is one transaction."""
