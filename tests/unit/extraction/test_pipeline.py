"""The pipeline's segmenter with names of one's own: kept, and cut the same way in another process (CASES.md 33)."""

import json
import subprocess
import sys
from itertools import islice, product
from pathlib import Path
from typing import Any

import spacy

from graph_builder.resources import data_path

TEXT = "推进云台甲东中心和青湖癸近中心建设。"
#: What another process makes of the text with the saved segmenter.
_READ = "import json, sys, spacy; print(json.dumps([t.text for t in spacy.load(sys.argv[1])(sys.argv[2])]))"


def test_a_segmenter_with_five_hundred_names_more_is_saved_and_loaded_again(tmp_path: Path) -> None:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "pkuseg"}}})
    tokenizer: Any = nlp.tokenizer
    tokenizer.initialize(pkuseg_model=str(data_path("models/segmenter")))
    places = product(
        ("云台", "青湖"), "甲乙丙丁戊己庚辛壬癸", "东南西北中前后左右上下内外远近高低大小多少深浅长短"
    )
    names = ["".join(place) + "中心" for place in islice(places, 500)]
    tokenizer.pkuseg_update_user_dict(names)
    tokens = [token.text for token in nlp(TEXT)]
    assert {"云台甲东中心", "青湖癸近中心"} <= set(tokens)
    nlp.to_disk(tmp_path / "segmenter")
    again = subprocess.run(
        [sys.executable, "-c", _READ, str(tmp_path / "segmenter"), TEXT],
        capture_output=True,
        check=True,
        text=True,
    )
    assert json.loads(again.stdout) == tokens
