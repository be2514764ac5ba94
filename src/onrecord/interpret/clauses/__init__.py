"""Clauses that look ahead: their verbs, where they begin and end, their conditions."""
