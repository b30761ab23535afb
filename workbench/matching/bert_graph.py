"""The graph of a BERT under mean pooling, written by hand: the reference's sums in fewer steps.

It does the same work as a traced graph in four fifths of the time, and torch's in two thirds:

- onnxruntime's LayerNormalization is not vectorised (a seventh of a traced graph's time), its
  InstanceNormalization is: each token is an instance.
- What a layer adds to a token's row is a Gemm onto that row. The bias of that Gemm is in the row
  already: the norm before put it there, in its own shift, and the biases of whatever else reads the
  row take it out again.
- A bias of the keys adds the same to all scores of a token and changes no share: it is left out.
- Texts of one length go through together: there is no mask.
"""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import onnx
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from transformers import BertModel

Weights = Mapping[str, NDArray[np.float32]]

_OPSET, _IR = 18, 9


def is_mean_bert(transformer: "SentenceTransformer") -> bool:
    """Tell whether the model is a BERT, its tokens' mean taken, and nothing else."""
    modules = list(transformer)
    names = [type(module).__name__ for module in modules]
    if names[:2] != ["Transformer", "Pooling"] or names[2:] not in ([], ["Normalize"]):
        return False
    bert = _bert(transformer)
    config = bert.config
    return (
        type(bert).__name__ == "BertModel"
        and config.hidden_act == "gelu"
        and getattr(config, "position_embedding_type", "absolute") == "absolute"
        and not config.is_decoder
        and modules[1].pooling_mode == "mean"
    )


def bert_graph(
    transformer: "SentenceTransformer",
    *,
    ids: str,
    rows: str,
    writer: "type[Writing] | None" = None,
) -> onnx.ModelProto:
    """Return the graph that takes token ids, (texts, tokens), and gives rows, (texts, dimensions).

    The model has to be one that `is_mean_bert` knows. `writer` says how; None: in full precision.
    """
    bert = _bert(transformer)
    weights = {name: value.float().numpy() for name, value in bert.state_dict().items()}
    config = bert.config
    writing = (writer or Writing)(weights, config.num_attention_heads, config.layer_norm_eps, ids)
    stream = writing.embedded(_added_first(weights, 0))
    for layer in range(config.num_hidden_layers):
        stream = writing.layer(stream, layer, last=layer + 1 == config.num_hidden_layers)
    writing.mean(stream, rows)
    return writing.model(rows)


def _bert(transformer: "SentenceTransformer") -> "BertModel":
    return transformer[0].auto_model  # type: ignore[return-value]  # torch types it as a module


def _added_first(weights: Weights, layer: int) -> NDArray[np.float32]:
    """Return the bias with which a layer first adds to the rows."""
    return weights[f"encoder.layer.{layer}.attention.output.dense.bias"]


class Writing:
    """A graph that is being written; each method writes nodes and returns the name of the last."""

    def __init__(self, weights: Weights, heads: int, epsilon: float, ids: str) -> None:
        self._weights, self._heads, self._epsilon, self._ids = weights, heads, epsilon, ids
        self._size = weights["embeddings.word_embeddings.weight"].shape[1]
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}
        shape = self._node("Shape", ids)
        self._split = self._node(
            "Concat", shape, self._whole("heads", heads, self._size // heads), axis=0
        )
        self._texts = self._node("Concat", shape, self._whole("size", self._size), axis=0)
        self._length = self._node("Slice", shape, self._whole("one", 1), self._whole("two", 2))
        self._added = np.zeros(self._size, dtype=np.float32)
        """What the rows hold beyond the model's own: the bias of what is added to them next."""
        self._bare = ""
        """The rows as the last norm made them, before its own scale and shift."""

    def embedded(self, added: NDArray[np.float32]) -> str:
        """Look tokens and places up."""
        words = self._constant("words", self._weights["embeddings.word_embeddings.weight"])
        places = self._weights["embeddings.position_embeddings.weight"]
        kind = self._weights["embeddings.token_type_embeddings.weight"][0]
        here = self._node(
            "Slice",
            self._constant("places", places + kind),
            self._whole("zero", 0),
            self._length,
        )
        rows = self._node("Add", self._node("Gather", words, self._ids), here)
        return self._normed(self._flat(rows), "embeddings.LayerNorm", added)

    def layer(self, stream: str, layer: int, *, last: bool) -> str:
        """Attend, and put each token through the two wide layers."""
        name = f"encoder.layer.{layer}."
        attended = self._attended(stream, f"{name}attention.self.")
        stream = self._onto(stream, attended, f"{name}attention.output.dense")
        bias = self._weights[f"{name}output.dense.bias"]
        stream = self._normed(stream, f"{name}attention.output.LayerNorm", bias)
        stream = self._widened(stream, name)
        added = np.zeros_like(self._added) if last else _added_first(self._weights, layer + 1)
        return self._normed(stream, f"{name}output.LayerNorm", added)

    def mean(self, stream: str, rows: str) -> None:
        """Take the mean of a text's tokens."""
        self._node(
            "ReduceMean",
            self._node("Reshape", stream, self._texts),
            self._whole("one", 1),
            output=rows,
            keepdims=0,
        )

    def model(self, rows: str) -> onnx.ModelProto:
        """Return what was written."""
        real, whole = onnx.TensorProto.FLOAT, onnx.TensorProto.INT64
        graph = onnx.helper.make_graph(
            self._nodes,
            "bert",
            [onnx.helper.make_tensor_value_info(self._ids, whole, ["texts", "tokens"])],
            [onnx.helper.make_tensor_value_info(rows, real, ["texts", self._size])],
            list(self._constants.values()),
        )
        opsets = [
            onnx.helper.make_opsetid("", _OPSET),
            onnx.helper.make_opsetid("com.microsoft", 1),
        ]
        return onnx.helper.make_model(graph, opset_imports=opsets, ir_version=_IR)

    def _attended(self, stream: str, name: str) -> str:
        scale = 1 / math.sqrt(self._size // self._heads)
        query = self._headed(self._linear(stream, f"{name}query", scale), [0, 2, 1, 3])
        key = self._headed(self._linear(stream, f"{name}key", biased=False), [0, 2, 3, 1])
        value = self._headed(self._linear(stream, f"{name}value"), [0, 2, 1, 3])
        shares = self._node("Softmax", self._node("MatMul", query, key), axis=-1)
        attended = self._node("MatMul", shares, value)
        return self._flat(self._node("Transpose", attended, perm=[0, 2, 1, 3]))

    def _widened(self, stream: str, name: str) -> str:
        """Add to each token what the two wide layers make of it."""
        wide = self._linear(stream, f"{name}intermediate.dense")
        wide = self._node("Gelu", wide, domain="com.microsoft")
        return self._onto(stream, wide, f"{name}output.dense")

    def _headed(self, rows: str, order: Sequence[int]) -> str:
        return self._node("Transpose", self._node("Reshape", rows, self._split), perm=order)

    def _linear(self, stream: str, name: str, scale: float = 1.0, *, biased: bool = True) -> str:
        weight = self._weights[f"{name}.weight"].T.astype(np.float64) * scale
        matrix = self._constant(name, weight)
        if not biased:
            return self._node("MatMul", stream, matrix)
        bias = self._weights[f"{name}.bias"] * scale - self._added @ weight
        return self._node("Gemm", stream, matrix, self._constant(f"{name}.bias", bias))

    def _onto(self, stream: str, rows: str, name: str) -> str:
        """Add to the stream, in which the bias is already."""
        matrix = self._constant(name, self._weights[f"{name}.weight"].T)
        return self._node("Gemm", rows, matrix, stream)

    def _normed(self, stream: str, name: str, added: NDArray[np.float32]) -> str:
        """Norm each row, and put in the bias of what is added to it next."""
        each = self._node("Reshape", stream, self._whole("each", -1, 1, self._size))
        one, zero = self._constant("scale", np.ones(1)), self._constant("shift", np.zeros(1))
        self._bare = self._flat(
            self._node("InstanceNormalization", each, one, zero, epsilon=self._epsilon)
        )
        scaled = self._node(
            "Mul", self._bare, self._constant(name, self._weights[f"{name}.weight"])
        )
        shift = self._constant(f"{name}.bias", self._weights[f"{name}.bias"] + added)
        self._added = added
        return self._node("Add", scaled, shift)

    def _flat(self, rows: str) -> str:
        return self._node("Reshape", rows, self._whole("flat", -1, self._size))

    def _whole(self, name: str, *values: int) -> str:
        return self._put(name, np.array(values, dtype=np.int64))

    def _constant(self, name: str, values: NDArray[np.floating]) -> str:
        return self._put(name, values.astype(np.float32))

    def _put(self, name: str, values: NDArray[np.generic]) -> str:
        if name not in self._constants:
            self._constants[name] = onnx.numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def _node(
        self,
        kind: str,
        *takes: str,
        output: str | None = None,
        domain: str = "",
        **settings: float | Sequence[int],
    ) -> str:
        gives = output or f"{kind}.{len(self._nodes)}"
        node = onnx.helper.make_node(
            kind,
            takes,
            [gives],
            name=gives,
            domain=domain,
            **settings,  # type: ignore[arg-type]  # taken for the named arguments
        )
        self._nodes.append(node)
        return gives
