"""Loading the sentence model once, on a daemon thread: it takes seconds and cannot be stopped."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.matching.encoder import Encoder


class ModelLoading:
    """The model: not asked for, on its way, there, or failed."""

    def __init__(self, load: "Callable[[], Encoder]") -> None:
        self._load = load
        self._lock = threading.Lock()
        self._waiting: list[Callable[[], object]] = []
        self._thread: threading.Thread | None = None
        self.encoder: Encoder | None = None
        """None while the model is not there."""
        self.error: WorkbenchError | None = None
        """Why the model will not come."""

    def ask(self, told: Callable[[], object]) -> None:
        """Load the model unless that has begun; `told` is called when it is there or has failed."""
        with self._lock:
            settled = self.encoder is not None or self.error is not None
            if not settled:
                self._waiting.append(told)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="model", daemon=True)
                self._thread.start()
        if settled:
            told()

    @property
    def begun(self) -> bool:
        """Whether the model was ever asked for."""
        return self._thread is not None

    def _run(self) -> None:
        encoder, error = None, None
        try:
            encoder = self._load()
        except WorkbenchError as raised:
            error = raised
        except Exception as raised:  # noqa: BLE001 - the thread's edge: search goes on by words
            error = WorkbenchError(f"The sentence model did not load: {raised}.")
        with self._lock:
            self.encoder, self.error = encoder, error
            waiting, self._waiting = self._waiting, []
        for told in waiting:
            told()
