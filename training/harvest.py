"""Names from the unlabelled plans, to swap into annotated windows: `names.json`, label to names.

    python training/harvest.py --units WORK --out names.json

A name is a span that the teacher `envpos` tagged, of a kind and with a last word that leave its label in no doubt.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
from envpos_teacher import EnvPos

SUFFIXES = {
    "Institution": (
        ("org", "gov", "com"),
        r"(局|委|办|厅|部|大学|学院|公司|集团|银行|协会|研究所|研究院|实验室|委员会|政府|法院|检察院|街道办)$",
    ),
    "Area": (
        ("loc",),
        r"(市|县|镇|乡|村|新区|开发区|片区|高新区|自贸区|岛|河|湖|山|流域|走廊|街道|产业园|科学城|大道|古镇|景区)$",
    ),
    "Facility": (
        ("pro", "org", "loc"),
        r"(小学|中学|幼儿园|学校|医院|博物馆|图书馆|体育馆|体育中心|文化中心|文化馆|美术馆|纪念馆|公园|广场|大厦|机场"
        r"|车站|北站|东站|南站|西站|养老院|福利院|剧院|会展中心|书院|科技馆|展览馆)$",
    ),
    "Project": (
        ("pro",),
        r"(大桥|高速|高速公路|水库|电站|水厂|污水处理厂|隧道|号线|快速路|输变电工程|水利枢纽)$",
    ),
    "Event": (
        ("meet", "event"),
        r"(大会|论坛|博览会|大赛|文化节|艺术节|峰会|运动会|洽谈会|交易会|旅游节|马拉松|锦标赛|研讨会)$",
    ),
    "Platform": (("ins", "pro", "org"), r"(服务平台|管理平台|基金|联盟|创新中心|技术中心|交易所)$"),
}
GENERIC = re.compile(
    r"^(\d|各|全|一批|重大|重点|大型|相关|有关|新建|建设|推进|本|该|我|其他|公办|民办|国有|中小|省级|市级|国家级|区级|县级|基础|公共|城市|农村|社区|综合|专业|区域性"
    r"|大型|现代|国际会展|乡镇|以上|区内|串联)"
)


def spans(tags: np.ndarray, labels: list[str]) -> list[tuple[int, int, str]]:
    """Spans that BIOES tags spell."""
    found, start = [], 0
    for at, number in enumerate(tags):
        mark, _, kind = labels[number].partition("-")
        if mark in "BS":
            start = at
        if mark in "ES":
            found.append((start, at + 1, kind))
    return found


def main() -> None:
    """Read, count and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--units", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    labels = EnvPos().labels
    counts: dict[str, Counter[str]] = {label: Counter() for label in SUFFIXES}
    for path in sorted(options.units.glob("units-????.npz")):
        shard = np.load(path)
        codes, tags = shard["codes"], shard["envpos"]
        text = "".join(map(chr, codes.tolist()))
        for start, end, kind in spans(tags, labels):
            name = text[start:end]
            if not 4 <= len(name) <= 18:
                continue
            if (
                not re.fullmatch(r"[\u4e00-\u9fffA-Za-z0-9“”·]+", name)
                or GENERIC.match(name)
                or name.count("“") != name.count("”")
            ):
                continue
            for label, (kinds, suffix) in SUFFIXES.items():
                if kind in kinds and re.search(suffix, name):
                    counts[label][name] += 1
                    break
    result = {}
    for label, counted in counts.items():
        least = 2 if label in ("Institution", "Area") else 1
        result[label] = sorted(n for n, c in counted.items() if c >= least and (len(n) > 4 or c >= 2))
        print(label, len(result[label]), result[label][:: max(1, len(result[label]) // 25)])
    options.out.write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
