"""The parts of `times`: words of time are found, told from names, tied to what was said, and counted out in days."""
