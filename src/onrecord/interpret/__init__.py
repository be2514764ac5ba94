"""Statements to readings: positions, commitments, forecasts, disputes and references."""
