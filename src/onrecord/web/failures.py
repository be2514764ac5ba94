"""The one way in which a request is refused by a page."""


class Failed(Exception):
    """A request is refused, with its status and a sentence."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
