"""What turns texts into vectors."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Encoder(Protocol):
    """One sentence model; vectors of two encoders are never compared."""

    @property
    def model(self) -> str:
        """Name and version, kept beside each vector this encoder makes."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of length 1 for each text: shape (texts, dimensions)."""
