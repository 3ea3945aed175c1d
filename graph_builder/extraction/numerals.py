"""Reads Chinese and Arabic numerals exactly: 16.4亿 is Decimal(1640000000), never a binary float.

cn2an refuses 一百九十万零三千 and answers 百分之一点五七 with 1.5699…, so the few rules are written out here.
"""

import re
from decimal import Decimal

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}

#: Same length, so that offsets hold: full-width digits and signs as their ASCII twins.
ASCII_TWINS = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)} | {ord("％"): "%", ord("．"): "."}

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d(?:[ \u3000]\d)+(?![\d])|\d+)(?:\.\d+|[ \u3000]?·[ \u3000]?\d+)?"
#: A multiplier after digits; the 千 of 千瓦 and the 百 of 百分点 belong to the unit.
MULTIPLIER = r"(?:[十万亿]|百(?!分)|千(?![瓦米克伏卡升帕焦赫])){1,3}"
CHINESE = r"[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+[万亿]*)?"
_MIXED = re.compile(rf"({ARABIC})({MULTIPLIER})?")
_CHINESE = re.compile(CHINESE)


def parse_numeral(text: str) -> Decimal:
    """Return the exact value of a numeral: ``1,100.9亿``, ``４３``, ``一百九十万零三千``, ``2千``.

    Raises ValueError when ``text`` is anything else.
    """
    plain = text.translate(ASCII_TWINS).strip()
    if match := _MIXED.fullmatch(plain):
        digits = re.sub(r"[, \u3000]", "", match[1]).replace("·", ".")
        return Decimal(digits) * _scale(match[2] or "")
    if _CHINESE.fullmatch(plain):
        return _chinese(plain)
    raise ValueError(f"not a numeral: {text!r}")


def _chinese(text: str) -> Decimal:
    whole, _, rest = text.partition("点")
    if rest:
        fraction = rest.rstrip("万亿")
        digits = "".join(str(DIGITS[char]) for char in fraction)
        return Decimal(f"{_integer(whole)}.{digits}") * _scale(rest[len(fraction) :])
    if len(text) > 1 and all(char in DIGITS for char in text):
        return Decimal("".join(str(DIGITS[char]) for char in text))  # 二〇二四
    return Decimal(_integer(text))


def _scale(multipliers: str) -> int:
    scale = 1
    for char in multipliers:
        scale *= SMALL.get(char) or LARGE[char]
    return scale


def _integer(text: str) -> int:
    """Value of a Chinese whole number; a bare 百 is 100, and 一百五 is 150 as people say it."""
    total = section = digit = 0
    last = 1
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
            if digit == 0:
                last = 1  # after 零 a digit counts ones again
        elif char in SMALL:
            last = SMALL[char]
            section += (digit or 1) * last
            digit = 0
        else:
            last = LARGE[char]
            if section + digit == 0 and total:
                total *= last  # 万亿
            else:
                section += digit
                # 二十万亿: what stands before 亿 counts as a whole
                total = (
                    (total + section or 1) * last if last == LARGE["亿"] else total + (section or 1) * last
                )
            section = digit = 0
    return total + section + digit * (last // 10 if digit and last > 10 else 1)
