"""Learns how much each cue says that a line reports last year rather than promises: `data/gazetteer/tense.yaml`.

    python training/train_tense.py --corpus ../shared/corpus [--out data/gazetteer/tense.yaml]

The labels are free: in a government report the lines under 回顾 report, those after it promise. Logistic regression
over the cue words, weights damped (cues of one line are no independent witnesses) and rounded, cues that say little
dropped. No text of a held-out place is read.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from corpus import bulk_documents, named_documents

from graph_builder.extraction.targets.tense import cue_pattern

REPORT = [
    "获评",
    "入选",
    "荣获",
    "获批",
    "获得",
    "喜获",
    "斩获",
    "被评为",
    "授予",
    "称号",
    "肯定",
    "表彰",
    "通报表扬",
    "典型",
    "案例",
    "居全国",
    "居全省",
    "居全市",
    "位居",
    "排名",
    "全国第",
    "全省第",
    "全市第",
    "第一",
    "首个",
    "首次",
    "首批",
    "率先",
    "唯一",
    "前列",
    "一年来",
    "年来",
    "过去",
    "去年",
    "上年",
    "同比",
    "比上年",
    "较上年",
    "增长",
    "增速",
    "下降",
    "百分点",
    "分别",
    "均",
    "位列",
    "名列",
    "跃居",
    "跃升",
    "创历史",
    "新高",
    "了",
    "已",
    "累计",
    "成功",
    "顺利",
    "圆满",
    "全面完成",
    "超额完成",
    "如期",
    "正式",
    "取得",
    "显著",
    "明显",
    "进展",
    "成绩",
    "成效",
    "有效",
    "获",
    "建成投用",
    "投入使用",
    "建成",
    "投用",
    "竣工",
    "落地",
    "落成",
    "启用",
    "通车",
    "签约",
    "达",
    "占",
    "增至",
    "由",
    "升至",
    "降至",
    "提升至",
    "提高到",
    "余",
    "亿元",
    "完成",
    "全部",
    "共",
    "感谢",
    "敬意",
    "来之不易",
    "不足",
    "不够",
    "问题",
    "困难",
    "还存在",
    "清醒",
    "我们坚持",
    "惠及",
    "受益",
    "参加",
    "服务",
    "开展",
    "连续",
    "举办",
    "截至",
    "目前",
    "基本建成",
    "实现",
    "牢固",
    "不断",
    "持续",
    "稳步",
    "稳定",
    "印发",
    "出台",
    "被",
    "仍",
    "尚",
    "五年来",
    "这一年",
    "步伐加快",
    "较好",
    "得到",
    "有力",
    "迈出",
    "预计",
    "平凡",
    "成就",
    "有待",
    "深知",
    "以来",
    "多万",
    "万余",
    "超额",
]
PROMISE = [
    "力争",
    "确保",
    "争取",
    "争创",
    "努力",
    "奋力",
    "力促",
    "预期",
    "目标",
    "今年",
    "年内",
    "年底",
    "底前",
    "将",
    "要",
    "拟",
    "计划",
    "以上",
    "左右",
    "以内",
    "不少于",
    "不低于",
    "不超过",
    "突破",
    "加快",
    "推动",
    "推进",
    "打造",
    "打好",
    "建设",
    "完善",
    "健全",
    "构建",
    "培育",
    "培优",
    "壮大",
    "做强",
    "做大",
    "做优",
    "做好",
    "抓好",
    "办好",
    "用好",
    "强化",
    "加强",
    "深化",
    "优化",
    "提升",
    "加大",
    "扩大",
    "支持",
    "鼓励",
    "引导",
    "探索",
    "谋划",
    "布局",
    "积极",
    "大力",
    "继续",
    "深入",
    "全力",
    "着力",
    "坚持",
    "落实",
    "依托",
    "发挥",
    "促进",
    "营造",
    "让",
    "更",
    "高标准",
    "高水平",
    "高质量",
    "一批",
    "机制",
    "聚焦",
    "围绕",
    "统筹",
    "严格",
    "坚决",
    "严防",
    "启动",
    "推广",
    "拓展",
    "倡导",
    "再",
    "新建",
]
DAMPING = 0.6
SMALLEST = 0.15


def labelled_lines(text: str) -> Iterator[tuple[str, bool]]:
    """(line, whether it reports) of a report whose headings tell; nothing of other texts."""
    state: bool | None = None
    found: list[tuple[str, bool]] = []
    for line in text.split("\n"):
        heading = re.match(r"\s*[一二三四五]、", line) and len(line) < 60
        if heading and re.search("回顾|成就|过去", line):
            state = True
        elif heading and (state is not None or re.search("目标|任务|安排|工作", line)):
            state = False
        elif re.match(r"\s*(附件?|名词解释|注释|有关名词)", line):
            state = None
        elif state is not None and len(line) > 25:
            found.append((line, state))
    if {state for _, state in found} == {True, False}:
        yield from found


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--out", type=Path, default=Path("data/gazetteer/tense.yaml"))
    options = parser.parse_args()
    cues = [*REPORT, *PROMISE]
    index = {cue: number for number, cue in enumerate(cues)}
    pattern = cue_pattern(cues)
    rows, labels = [], []
    texts = [text for _, text in named_documents(options.corpus)]
    texts += [text for _, text in bulk_documents(options.corpus, "reports")]
    for text in texts:
        for line, reports in labelled_lines(text):
            row = np.zeros(len(cues))
            for cue in pattern.findall(line):
                row[index[cue]] += 1
            rows.append(row)
            labels.append(float(reports))
    signs = np.array([1.0] * len(REPORT) + [-1.0] * len(PROMISE))
    weights, bias = fit(np.array(rows), np.array(labels), signs)
    kept = {
        cue: round(float(weight) * DAMPING, 2)
        for cue, weight in sorted(zip(cues, weights, strict=True), key=lambda pair: -pair[1])
        if abs(weight) >= SMALLEST
    }
    header = f"# Learnt by training/train_tense.py from {len(labels)} lines of {len(texts)} plans: log-odds that a line reports what was done.\n"
    options.out.write_text(
        header
        + yaml.safe_dump(
            {"bias": round(float(bias) * DAMPING, 2), "weights": kept}, allow_unicode=True, sort_keys=False
        ),
        encoding="utf-8",
    )
    print(f"{len(labels)} lines, {len(kept)} cues", file=sys.stderr)


def fit(
    rows: np.ndarray, labels: np.ndarray, signs: np.ndarray, steps: int = 400
) -> tuple[np.ndarray, float]:
    """Logistic regression by Adam; a cue keeps the sign it was listed under, else its weight is 0."""
    weights, bias = np.zeros(rows.shape[1]), 0.0
    moment, variance = np.zeros(rows.shape[1] + 1), np.zeros(rows.shape[1] + 1)
    for step in range(1, steps + 1):
        error = 1 / (1 + np.exp(-(rows @ weights + bias))) - labels
        gradient = np.append(rows.T @ error / len(labels) + weights / len(labels), error.mean())
        moment = 0.9 * moment + 0.1 * gradient
        variance = 0.999 * variance + 0.001 * gradient**2
        update = 0.05 * moment / (1 - 0.9**step) / (np.sqrt(variance / (1 - 0.999**step)) + 1e-8)
        weights, bias = weights - update[:-1], bias - update[-1]
        weights = np.where(weights * signs > 0, weights, 0.0)
    return weights, float(bias)


if __name__ == "__main__":
    main()
