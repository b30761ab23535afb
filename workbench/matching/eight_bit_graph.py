"""The graph of a BERT in eight bits: about half the work of the graph in full precision.

Products of matrices are done on whole numbers. What goes in is put on 256 steps between the least
and the greatest value of the text, so a text has to be alone in its run: then its row is the same
whatever is encoded beside it. What a step costs is decided by the greatest value:

- Each column of the weights has its own steps.
- The wide layer reads the rows before the norm's scale and shift, which are in its weights instead.
- What the wide layer makes goes on in three groups of channels, by the range that their weights let
  expect: the few with great values have steps of their own.

x86 processors without VNNI add two products of an unsigned and a signed byte in 16 bits, and cut
what does not fit. There the same whole numbers are multiplied in single precision, which takes as
long as the graph in full precision does. Its rows are near those of the other way, not equal to
them (cosine .9995, least .998 of 200 texts), as a value that is put on the next step goes on to all
layers: a store may move between machines, and near scores then change places.
"""

import numpy as np
import onnx
from numpy.typing import NDArray

from workbench.matching.bert_graph import Writing

GROUPS = (64, 320)
"""How many channels of the wide layer have the greatest range, and how many the next."""

_GREATEST = 127
"""Greatest weight of a column, in steps."""
_SPREAD = 4.0
"""Standard deviations of a channel that its expected range takes in."""


class EightBitWriting(Writing):
    """A graph in eight bits that is being written."""

    def _linear(self, stream: str, name: str, scale: float = 1.0, *, biased: bool = True) -> str:
        weight = self._weights[f"{name}.weight"].T.astype(np.float64) * scale
        bias = self._weights[f"{name}.bias"] * scale - self._added @ weight if biased else None
        return self._product(stream, weight, name, bias)

    def _onto(self, stream: str, rows: str, name: str) -> str:
        weight = self._weights[f"{name}.weight"].T.astype(np.float64)
        return self._node("Add", self._product(rows, weight, name), stream)

    def _widened(self, stream: str, name: str) -> str:
        norm, wide = f"{name}attention.output.LayerNorm", f"{name}intermediate.dense"
        weight = self._weights[f"{wide}.weight"].T.astype(np.float64)
        bias = self._weights[f"{wide}.bias"] + self._weights[f"{norm}.bias"] @ weight
        weight *= self._weights[f"{norm}.weight"][:, np.newaxis]
        back = self._weights[f"{name}output.dense.weight"].T.astype(np.float64)
        bare, expected = self._bare, bias + _SPREAD * np.sqrt(np.square(weight).sum(axis=0))
        for group, channels in enumerate(_in_groups(expected)):
            made = self._product(bare, weight[:, channels], f"{wide}.{group}", bias[channels])
            made = self._node("Gelu", made, domain="com.microsoft")
            made = self._product(made, back[channels], f"{name}output.dense.{group}")
            stream = self._node("Add", made, stream)
        return stream

    def _product(
        self,
        rows: str,
        weight: NDArray[np.float64],
        name: str,
        bias: NDArray[np.float64] | None = None,
    ) -> str:
        step = np.maximum(np.abs(weight).max(axis=0) / _GREATEST, np.finfo(np.float32).tiny)
        steps = np.round(weight / step).astype(np.int8)
        return self._multiplied(rows, steps, step, name, bias)

    def _multiplied(
        self,
        rows: str,
        steps: NDArray[np.int8],
        step: NDArray[np.float64],
        name: str,
        bias: NDArray[np.float64] | None,
    ) -> str:
        takes = [
            self._put(f"{name}.steps", steps),
            self._constant(f"{name}.step", step),
            self._put(f"{name}.middle", np.zeros(len(step), dtype=np.int8)),
        ]
        if bias is not None:
            takes.append(self._constant(f"{name}.bias", bias))
        return self._node("DynamicQuantizeMatMul", rows, *takes, domain="com.microsoft")


class CarefulWriting(EightBitWriting):
    """The same for processors that cut sums of bytes."""

    def _multiplied(
        self,
        rows: str,
        steps: NDArray[np.int8],
        step: NDArray[np.float64],
        name: str,
        bias: NDArray[np.float64] | None,
    ) -> str:
        parts = [f"{name}.{part}" for part in ("put", "put.step", "put.middle")]
        self._nodes.append(onnx.helper.make_node("DynamicQuantizeLinear", [rows], parts))
        put = self._node("DequantizeLinear", *parts)
        made = self._node("MatMul", put, self._constant(f"{name}.weight", steps * step))
        if bias is None:
            return made
        return self._node("Add", made, self._constant(f"{name}.bias", bias))


def _in_groups(expected: NDArray[np.float64]) -> list[NDArray[np.intp]]:
    """Return the channels of like range, those of the greatest first."""
    return np.split(np.argsort(-expected, kind="stable"), np.cumsum(GROUPS))
