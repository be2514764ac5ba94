"""A connection that is read up to a moment and no longer, however slowly the other side speaks."""

import io
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from socket import socket

    from _typeshed import WriteableBuffer


class Timed(io.RawIOBase):
    """A connection that is read up to a moment: whoever says nothing, or a byte now and then, holds nobody up.

    A timeout of the connection alone would begin again with every byte. Raises TimeoutError when the moment has come.
    """

    def __init__(self, source: "socket", until: float) -> None:
        self._source = source
        self._until = until

    def makefile(self, _: str) -> io.BufferedReader:
        """What HTTPResponse asks of a connection."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        self._source.settimeout(left(self._until))
        return self._source.recv_into(buffer)


def left(until: float) -> float:
    """The seconds up to a moment of the monotonic clock. Raises TimeoutError where there are none."""
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds
