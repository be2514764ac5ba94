"""How a record's tables came to be, version by version. Each migration stays as it was written."""
