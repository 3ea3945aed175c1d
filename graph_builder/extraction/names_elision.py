"""Gives each part of an elided coordination its full name: 月亮湾、凤凰山、武泰闸3座变电站, 东康、东十高铁.

The parts keep their spans; only ``canonical`` says what they are parts of. A part with a head noun of its own is whole.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from graph_builder.departments import is_department
from graph_builder.extraction.names_edges import head_label
from graph_builder.extraction.names_lexicon import NameLexicon
from graph_builder.extraction.spans import Mention
from graph_builder.gazetteer import load_regions

_JOINT = re.compile(r"[”’]?(?:[、和及与]|以及)?[“‘]?")
#: The class noun that the parts share: behind a count (3座变电站, 2个流域的…) or behind 等 (等排水主通道建设).
_SHARED = re.compile(
    r"(?P<etc>等)?(?:(?P<count>\d+|[一二两三四五六七八九十]+)(?:座|条|个|所|家|处|对|栋))?"
    r"(?P<noun>[\u4e00-\u9fff]{2,8}?)(?=$|[，。；、：,;\n]|的|和|与|及|建设|改造|征收|开工|建成|土地出让|规划|统筹|前期|升级|治理|开发|养老|易涝|考古|燃油)"
)
#: What such a noun ends with: a thing that a map or a list of works shows.
_THING = re.compile(
    r"(?:枢纽|片区|港区|煤矿|电站|地块|变电站|检查站|卫生院|流域|通道|碧道|步道|遗址|产业带|旅游带|研习径|书房|学校|小学|幼儿园|水库|灌区|绿道|泵站|水厂|公园|河道|桥梁|隧道|立交|站点)$"
)
_GENERIC = re.compile(r"重点|重大|一批|优质|传统|新兴|国家级|省级|市级|特色|其他")
#: A name that ends so is a part of something even before a mere 项目 (电车厂南, 核心区C4).
_PART = re.compile(r"[南北东西侧A-Za-z\d]$")
#: Endings that make a name whole or show what it is a part of.
_KIND = "路街桥河江湖港站校院馆楼园镇乡村区县市厂段湾岛渠库场城谷带园门"
_WHOLE = "桥港站校院馆楼园厂库场城心"
_GOVERNMENT = re.compile(r"[\u4e00-\u9fff]{2,3}(?P<tail>[市县区](?:人民)?政府)$")
_PLACED = ("Project", "Facility", "Area")
#: What several places may each have one of; bodies are read by ``_of_government``.
_SHARING = ("Project", "Facility", "Platform", "Initiative")
#: Who the departments of a list belong to: 区发改局, 各区发改局.
_LEVEL = re.compile(r"各?[省市区县州](?=[\u4e00-\u9fff]{2})")


def restore(text: str, mentions: Sequence[Mention], lexicon: NameLexicon) -> list[Mention]:
    """Return the mentions with the full names of elided parts as canonical, and the full name's label."""
    result = mentions = [*mentions]
    for group in _groups(text, mentions, by_label=False):
        for index in group:
            result[index] = _of_its_list(text, mentions[index], mentions[group[-1]], lexicon)
    for group in _groups(text, mentions):
        last = mentions[group[-1]]
        shared = _shared(text, last)
        level = ""
        for index in group:
            mention = mentions[index]
            if mention.canonical:
                continue
            name, final = text[mention.start : mention.end], text[last.start : last.end]
            level = _level(name, level)
            if shared and _takes(name, shared, lexicon):
                full: str | None = name + shared
            elif mention.label == "Institution":
                full = _of_government(name, level, final)
            elif index != group[-1]:
                full = _quoted(text, mention, final, lexicon) or _parallel(
                    name, final, mention.label, lexicon
                )
            else:
                full = None
            if full:
                collective = mention.collective or full.startswith("各")
                # The label follows the full name's head noun: 后安、公婆泉等煤矿 are Projects.
                label = head_label(full, mention.label, lexicon)
                result[index] = replace(mention, canonical=full, label=label, collective=collective)
    return result


def _of_its_list(text: str, mention: Mention, last: Mention, lexicon: NameLexicon) -> Mention:
    """Return a part that was taken for a thing of its own as what its list is about.

    九龙川、唐家河等煤矿 are mines; 南宁、来宾、梧州先进制造基地 three bases, when 南宁 and 来宾 are divisions as 梧州 is one.
    """
    if mention.label not in _PLACED or mention.canonical:
        return mention
    name, final = text[mention.start : mention.end], text[last.start : last.end]
    noun = _shared(text, last)
    if noun and _takes(name, noun, lexicon):
        return replace(mention, label=head_label(name + noun, last.label, lexicon))
    place = load_regions().longest_match(final) if mention.label == "Area" and mention != last else None
    if place and last.label in _SHARING and place[1] < len(final) and load_regions().find(name):
        return replace(mention, label=last.label, canonical=name + final[place[1] :])
    return mention


def _groups(text: str, mentions: Sequence[Mention], by_label: bool = True) -> list[list[int]]:
    """Return the runs of coordinated mentions, of one label when ``by_label``; single ones included."""
    groups: list[list[int]] = [[0]] if mentions else []
    for index in range(1, len(mentions)):
        before, mention = mentions[index - 1], mentions[index]
        if (not by_label or before.label == mention.label) and _JOINT.fullmatch(
            text, before.end, mention.start
        ):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _shared(text: str, last: Mention) -> str | None:
    """Return the class noun behind the list's last part, when there is one."""
    if last.label not in _PLACED:
        return None
    shared = _SHARED.match(text, last.end)
    if shared is None or not (shared["etc"] or shared["count"]) or _GENERIC.search(shared["noun"]):
        return None
    return shared["noun"]


def _takes(name: str, noun: str, lexicon: NameLexicon) -> bool:
    """Tell whether ``name`` is no whole name without ``noun``."""
    if lexicon.head.search(name) or name[-1] == noun[-1]:
        return False
    if _PART.search(name):
        return True
    return _THING.search(noun) is not None and name[-1] not in _WHOLE


def _level(name: str, before: str) -> str:
    """Return whose bodies a list has come to (市, 各区): a department without a level keeps the one before."""
    if level := _LEVEL.match(name):
        return level.group()
    return before if is_department(name) else ""


def _of_government(name: str, level: str, last: str) -> str | None:
    """Return 省工业和信息化厅 behind a provincial body, 各区住建局 behind 各区教育局, 云台市政府 before 青湖市政府."""
    if level and not name.startswith(level) and (is_department(name) or (level == "省" and name[-1] == "厅")):
        return level + name
    government = _GOVERNMENT.fullmatch(last)
    return (
        name + government["tail"] if government and len(name) <= 3 and name[-1] not in "局委办厅部" else None
    )


def _quoted(text: str, mention: Mention, last: str, lexicon: NameLexicon) -> str | None:
    """Return “育苗”行动 for 育苗 in “育苗”“壮苗”行动."""
    close = last.rfind("”")
    noun = lexicon.quoted_class.fullmatch(last, close + 1) if close >= 0 else None
    if noun and text[mention.start - 1 : mention.start] == "“" and text.startswith("”", mention.end):
        return text[mention.start - 1 : mention.end + 1] + noun.group()
    return None


def _parallel(name: str, last: str, label: str, lexicon: NameLexicon) -> str | None:
    """Return what the last name adds to its own like: 东康高铁 beside 东十高铁, 羊平镇污水处理厂 beside 文德镇污水处理厂."""
    if label not in _PLACED or lexicon.head.search(name):
        return None
    head = lexicon.head.search(last)
    if name[-1] not in _KIND:
        return name + head["noun"] if head and abs(head.start() - len(name)) <= 1 else None
    for length in (len(name), len(name) + 1, len(name) - 1):
        if 1 < length < len(last) - 1 and last[length - 1] == name[-1]:
            return name + last[length:]
    return None
