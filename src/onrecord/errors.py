"""The two ways in which work can fail: one document is skipped, or everything stops."""


class DocumentError(Exception):
    """One document cannot be read; the others go on."""


class SetupError(Exception):
    """Nothing can go on: a database, a model or a setting is unusable."""
