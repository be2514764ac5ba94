"""The small trained tables beside the encoder: transitions of the tags, and the scores of links."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from onrecord.encoder import packaged
from onrecord.errors import SetupError
from onrecord.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def heads(settings: Settings) -> "Mapping[str, NDArray[np.float32]]":
    """The arrays of heads.npz by name. Raises SetupError when the folder of the weights lacks them."""
    import numpy as np

    path = (settings.weights or packaged()) / "heads.npz"
    if not path.is_file():
        raise SetupError(f"no model in {path.parent}: {path.name} is missing")
    with np.load(path, allow_pickle=False) as arrays:
        return {name: arrays[name].astype(np.float32) for name in arrays.files}
