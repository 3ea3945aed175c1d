"""Writes `data/annotations/split.tsv`: every annotated corpus file and its part, by place.

python training/split.py [--earlier ../shared/annotations/earlier] [--out data/annotations/split.tsv]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from places import ANNOTATIONS, FOLDERS, part_of


def annotated_files(earlier: Path) -> list[str]:
    """The files that the tables `ranges.tsv` name, sorted."""
    found: set[str] = set()
    folders = (*(ANNOTATIONS / name for name in (*FOLDERS, "blind")), earlier)
    for table in (folder / "ranges.tsv" for folder in folders):
        if table.exists():
            found |= {
                line.split("\t")[0] for line in table.read_text(encoding="utf-8").splitlines()[1:] if line
            }
    return sorted(found)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--earlier", type=Path, default=Path("../shared/annotations/earlier"))
    parser.add_argument("--out", type=Path, default=Path("data/annotations/split.tsv"))
    options = parser.parse_args()
    rows = [f"{file}\t{part_of(file)}" for file in annotated_files(options.earlier)]
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text("\n".join(["file\tpart", *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
