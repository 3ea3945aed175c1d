"""The tagger of the wheel `envpos` (Apache-2.0): ALBERT-tiny for Chinese policy text, as a teacher of tags.

The wheel's own code needs transformers and torchcrf; its weights do not. ALBERT (Lan et al. 2019, arXiv:1909.11942)
with one shared layer run four times, a bidirectional LSTM, a linear layer and a CRF.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional


class EnvPos(nn.Module):
    """`tag(texts)` gives one tag index a character."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        if folder is None:
            spec = importlib.util.find_spec("envpos")
            assert spec is not None
            assert spec.submodule_search_locations
            folder = Path(spec.submodule_search_locations[0]) / "files" / "pretrained_models" / "pos-albert"
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        words = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
        self.ids = {word: number for number, word in enumerate(words)}
        self.labels: list[str] = config["labels"]
        self.layers, self.heads, hidden = config["num_hidden_layers"], config["num_attention_heads"], 312
        state = torch.load(folder / "pytorch_model.bin", map_location="cpu", weights_only=True)
        for name, tensor in state.items():
            self.register_buffer(name.replace(".", "_"), tensor)
        self.lstm = nn.LSTM(hidden, hidden, batch_first=True, bidirectional=True)
        self.lstm.load_state_dict(
            {k.split(".", 1)[1]: v for k, v in state.items() if k.startswith("bilstm.")}
        )
        self.eval()

    def _linear(self, x: Tensor, name: str) -> Tensor:
        return functional.linear(x, getattr(self, name + "_weight"), getattr(self, name + "_bias"))

    def _norm(self, x: Tensor, name: str) -> Tensor:
        weight, bias = getattr(self, name + "_weight"), getattr(self, name + "_bias")
        return functional.layer_norm(x, x.shape[-1:], weight, bias, 1e-12)

    def emissions(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Scores of the tags, (B, T, 169), from ids and a mask of (B, T)."""
        base = "albert_embeddings_"
        positions = getattr(self, base + "position_embeddings_weight")[: ids.shape[1]]
        x = getattr(self, base + "word_embeddings_weight")[ids] + positions
        x = self._norm(x + getattr(self, base + "token_type_embeddings_weight")[0], base + "LayerNorm")
        x = self._linear(x, "albert_encoder_embedding_hidden_mapping_in")
        layer = "albert_encoder_albert_layer_groups_0_albert_layers_0_"
        batch, length, hidden = x.shape
        for _ in range(self.layers):
            parts = [
                self._linear(x, f"{layer}attention_{part}")
                .view(batch, length, self.heads, -1)
                .transpose(1, 2)
                for part in ("query", "key", "value")
            ]
            attended = functional.scaled_dot_product_attention(*parts, attn_mask=mask[:, None, None, :])
            attended = attended.transpose(1, 2).reshape(batch, length, hidden)
            attended = self._linear(attended, layer + "attention_dense")
            x = self._norm(x + attended, layer + "attention_LayerNorm")
            inner = functional.gelu(self._linear(x, layer + "ffn"))
            x = self._norm(x + self._linear(inner, layer + "ffn_output"), layer + "full_layer_layer_norm")
        return self._linear(self.lstm(x)[0], "classifier")

    @torch.no_grad()
    def tag(self, texts: list[str]) -> list[Tensor]:
        """One tag index a character of each text; texts of like length together are fastest."""
        rows = [[101, *(self.ids.get(c.lower(), 100) for c in text), 102] for text in texts]
        longest = max(map(len, rows))
        ids = torch.tensor([row + [0] * (longest - len(row)) for row in rows])
        mask = ids != 0
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = self.emissions(ids, mask).float()
        paths = self._viterbi(scores)
        return [paths[i, 1 : len(row) - 1] for i, row in enumerate(rows)]

    def _viterbi(self, scores: Tensor) -> Tensor:
        """Best paths, (B, T); a text's padding is decoded, too, and cannot change much of what stands before it."""
        transitions = self.crf_transitions
        best = scores[:, 0] + self.crf_start_transitions
        pointers = []
        for step in range(1, scores.shape[1]):
            values, came_from = (best[:, :, None] + transitions).max(dim=1)
            pointers.append(came_from)
            best = values + scores[:, step]
        at = best.argmax(dim=1)
        path = [at]
        for came_from in reversed(pointers):
            at = came_from.gather(1, at[:, None])[:, 0]
            path.append(at)
        return torch.stack(path[::-1], dim=1)
