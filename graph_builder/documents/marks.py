"""Outline marks at the beginning of a line: 附件1, 第一章, 一、, （一）, 1., 1.1, (1), ①, 一是, ——, ★."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

MarkKind = Literal[
    "annex", "volume", "chapter", "section", "article", "han", "hanparen", "bare", "arabic", "decimal",
    "paren", "circled", "ordinal", "dash", "bullet",
]  # fmt: skip
#: Marks that build the outline, the higher first; the other kinds stand inside a task or list.
RANKS: dict[MarkKind, int] = {
    "annex": 1, "volume": 1, "chapter": 2, "section": 3, "bare": 4, "han": 5, "article": 6, "hanparen": 7, "arabic": 8, "decimal": 9,
}  # fmt: skip

_HAN = "[一二三四五六七八九十百零〇]"
_NUMBER = rf"(?:{_HAN}{{1,5}}|[0-9０-９]{{1,3}})"
_B = r"[^\S\n]"
_PATTERN = re.compile(
    rf"""
    附[件表录]{_B}*(?P<annex>{_NUMBER}?)(?=[:：\s\u4e00-\u9fff]|$)(?![:：]{_B}*[1１]|[，、。的])[:：]?
    | 第{_B}*(?P<volume>{_NUMBER}){_B}*[编篇]
    | 第{_B}*(?P<chapter>{_NUMBER}){_B}*(?:章|部分)
    | 第{_B}*(?P<section>{_NUMBER}){_B}*节
    | 第{_B}*(?P<article>{_NUMBER}){_B}*条(?![例件])
    | (?P<han>{_HAN}{{1,3}}){_B}*[、.．]
    | [（(]{_B}*(?P<hanparen>{_HAN}{{1,3}}){_B}*[）)][、.．]?
    | (?P<decimal>[0-9]{{1,2}}(?:[.．][0-9]{{1,2}}){{1,3}})[.．、]?(?:{_B}+(?=[\u4e00-\u9fff“])|(?=[\u4e00-\u9fff“])(?![万亿个倍元米公吨家项年%以左]))
    | (?P<arabic>[0-9０-９]{{1,3}}){_B}*(?:[、．]|\.(?![0-9])|\.(?=[0-9]{{4}}年))
    | (?P<bare>[0-9]{{1,2}}){_B}+(?=[\u4e00-\u9fff“])(?![年月日时个家项万亿余多倍元米公吨])
    | [（(]{_B}*(?P<paren>[0-9０-９]{{1,3}}){_B}*[）)][、.．]?
    | (?P<paren_half>[0-9]{{1,2}})[）)]
    | (?P<circled>[①-⑳❶-❿⑴-⒇])
    | (?P<ordinal>{_HAN}{{1,3}})[是要](?![否求])
    | 第(?P<ordinal_first>{_HAN}{{1,2}})[，,、]
    | (?P<dash>[—–―－-]{{2,}}|—)
    | (?P<bullet>[★●◆■▲※◇□·•])
    """,
    re.VERBOSE,
)
_SPELLINGS = {"paren_half": "paren", "ordinal_first": "ordinal"}
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0}
_BLANKS = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: ``text[start:end]`` with the blanks after it; ``number`` is None where it counts nothing."""

    kind: MarkKind
    number: int | None
    start: int
    end: int
    text: str

    @property
    def rank(self) -> int | None:
        """The level the mark builds, 1 the highest; None for marks that stand inside a task."""
        return RANKS.get(self.kind)


def read_mark(text: str, start: int, end: int) -> Mark | None:
    """Return the mark that opens ``text[start:end]``, or None."""
    found = _PATTERN.match(text, start, end)
    if found is None or found.lastgroup is None:
        return None
    name, written = found.lastgroup, found.group(found.lastgroup)
    kind: MarkKind = _SPELLINGS.get(name, name)  # type: ignore[assignment]
    after = _BLANKS.match(text, found.end(), end)
    return Mark(
        kind, _number(kind, written), start, after.end() if after else found.end(), found.group().strip()
    )


def _number(kind: MarkKind, written: str) -> int | None:
    if kind in ("dash", "bullet") or not written:
        return None
    if kind == "circled":
        return int(unicodedata.numeric(written))
    if kind == "decimal":
        return int(re.split(r"[.．]", written)[-1])
    return int(written) if written.isdigit() else han_number(written)


def han_number(written: str) -> int:
    """Return the value of a Chinese numeral below 1000: 二十三 is 23, 一百零五 is 105."""
    total = digit = 0
    for character in written:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit
