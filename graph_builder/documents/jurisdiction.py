"""The region a plan is for: read from its title or its issuer, by the divisions' table, else by the names' build."""

import re

from graph_builder.gazetteer import load_regions

NATIONAL = "全国"
_NATIONAL = re.compile("中华人民共和国|全国|国家|国务院|中共中央|中央")
_BEFORE = re.compile(
    r"(?:(?:19|20)\d\d[ 　]*年?(?:度)?[—\-－–至]*(?:(?:19|20)\d\d年?)?|中共|关于|《|“|印发|\s)+"
)
_SUFFIX = "自治[区州县旗]|高新区|经开区|经济技术开发区|高新技术产业开发区|开发区|园区|新区|省|市|州|盟|区|县|旗|镇|乡|街道"
_BY_BUILD = re.compile(rf"(?:(?!{_SUFFIX})[\u4e00-\u9fff]){{1,8}}?(?:{_SUFFIX})(?!化|域|级|内|场|政)")
_ZONE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}?)(?:高新区|经开区|经济技术开发区|高新技术产业开发区|开发区|工业园区|新区)"
)
#: Counties whose name is a common word.
_COMMON_WORDS = frozenset({"城区", "郊区", "矿区"})
_NO_NAME = re.compile(
    "关于|促进|推进|支持|加快|进一步|深化|实施|印发|现代|[我本全各]|部分|城乡|新型|建设|重点|国民|(?<!^.)城市|^[大中小新老]城市"
)
#: 江城 is the short name of 江城区, and no part of 江城市.
_OTHER_KIND = re.compile(r"[省市州盟区县旗](?!场|域|级|内|政|民)")


def region_of(words: str) -> str | None:
    """Return the lowest division that opens a title or an issuer's name (杭州市萧山区支持…: 萧山区), or None."""
    start = 0
    before = _BEFORE.match(words)
    start = before.end() if before else 0
    if _NATIONAL.match(words, start):
        return NATIONAL
    found: str | None = None
    while step := _next_division(words, start):
        found, start = step
    return found


def _next_division(words: str, start: int) -> tuple[str, int] | None:
    """Return the division that begins at ``start``, under its full name, and where it ends."""
    table = load_regions().longest_match(words, start)
    if table and words[start : table[1]] in _COMMON_WORDS:
        table = None
    if table and words[start : table[1]] != table[0][0].name and _OTHER_KIND.match(words, table[1]):
        table = None
    build = _BY_BUILD.match(words, start)
    if build and _NO_NAME.search(build.group()):
        build = None
    if table is None or (build and build.end() > table[1]):
        return (build.group(), build.end()) if build else None
    regions, end = table
    zone = _ZONE.match(words, end)
    if zone and words[start:end] == regions[0].short != regions[0].name and not _NO_NAME.search(zone.group()):
        return words[start : zone.end()], zone.end()
    return regions[0].name, end
