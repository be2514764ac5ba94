"""A library of primary texts: what was really said or written, kept so that a quotation is found in milliseconds."""
