"""Numbers in the formats of Word's lists (ECMA-376-1, 17.18.59)."""

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_COUNTING = {
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand", "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2",
}  # fmt: skip


def formatted(value: int, style: str) -> str:
    """Return ``value`` as a list of that style writes it; an unknown style counts in decimals."""
    if style in _COUNTING:
        return chinese(value)
    if style in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return chinese(value, _LEGAL, "拾佰仟", ten=False)
    if style == "ideographTraditional":
        return _STEMS[(value - 1) % 10]
    if style == "ideographZodiac":
        return _BRANCHES[(value - 1) % 12]
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if style == "ideographEnclosedCircle" and 1 <= value <= 10:
        return chr(0x3280 + value - 1)
    if style == "decimalEnclosedParen" and 1 <= value <= 20:
        return chr(0x2474 + value - 1)
    if style == "decimalEnclosedFullstop" and 1 <= value <= 20:
        return chr(0x2488 + value - 1)
    if style in ("upperRoman", "lowerRoman"):
        return _roman(value) if style == "upperRoman" else _roman(value).lower()
    if style in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if style == "upperLetter" else letter.lower()
    if style in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
    return f"{value:02d}" if style == "decimalZero" else str(value)


def chinese(value: int, digits: str = _DIGITS, units: str = "十百千", ten: bool = True) -> str:
    """Return a number from 0 to 9999 in Chinese: 12 is 十二, 105 is 一百零五; others stay in decimals."""
    if not 0 <= value <= 9999:
        return str(value)
    written = ""
    for place, digit in enumerate(reversed(str(value))):
        figure = digits[int(digit)]
        if digit != "0":
            written = figure + (units[place - 1] if place else "") + written
        elif written and not written.startswith(digits[0]):
            written = digits[0] + written
    if not written:
        return digits[0]
    return written[1:] if ten and 10 <= value <= 19 else written


def _roman(value: int) -> str:
    written = ""
    for size, letters in _ROMAN:
        times, value = divmod(value, size)
        written += letters * times
    return written
