"""Page chrome: what a web page or a republisher put before, after and between the plan's own lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph_builder.documents.document import Block, Span
from graph_builder.documents.marks import read_mark
from graph_builder.documents.pieces import opens_table

_TITLE_END = "报告|计划|规划|纲要|方案|要点|措施|意见|办法|通知|决定|安排|公报|细则|条例|规定|清单|政策|条|行动|指南|实施|公告|分工|草案|建议|一览表"
_TITLE = re.compile(
    rf"(?!.{{0,12}}[:：]|[—-]|(?:19|20)\d\d年\d)(?=(?:[^\n]*?[\u4e00-\u9fff]){{4}})[^。；!！？?\\\\]{{4,90}}(?:{_TITLE_END})[》”]?(?:的通知)?(?:[（(][^（）()]{{1,20}}[）)])*"
)
_SALUTATION = re.compile(r"(尊敬的)?(各位[^，。]{0,10}代表|同志们|主任、.{0,20})[^。]{0,12}[：:!！]?")
#: Lines that belong to the page, not to the plan, where they stand near an end of it.
_FURNITURE = re.compile(
    r"下载|打印|全屏|收藏|分享|加大|还原|减小|[大中小]|】|【?字[体号].{0,14}|[【\[]?\s*打印.{0,24}|(打印|关闭)(本页|窗口).{0,8}|【?返回顶部.{0,12}"
    r"|Document|导航|登录|退出|您好|繁体版?|简体版?|英文版|手机版|无障碍.{0,20}|长者.{0,12}|进入关怀版|关怀版|高级搜索|下载(文字|图片)版"
    r"|(首页|当前位置|您(现)?在的位置|所在位置).*|政策(解读|原文|咨询)|一图读懂.{0,20}|.{0,6}政务问答|扫一扫.{0,24}|正文[:：]?|工作报告"
    r"|相关(报道|附件|链接|文章|稿件|阅读|解读|新闻|信息|推荐).{0,6}|(分享到|上一篇|下一篇|标签云?|附件下载|本栏(最新|推荐)|阅读排行|热点文章).{0,60}"
    r"|(来源|信息来源|稿源|来源URL|原文链接|发布(机构|单位|时间|日期)|发文(单位|时间|机关)|成文日期|生成日期|浏览(次数|量)|点击(数|量)|访问量|阅读|评论|作者|编辑|责任编辑|责编|校对|时间"
    r"|日期|标题|名\s*称|文\s*号|索\s*引\s*号|公开(日期|方式|类别)|主题(分类|词)|报告人|关键词|内容摘要|分类)\s*[:：].*"
    r"|[（(](责任)?编辑[:：].*|(主办|承办|网站标识码|备案序号|联系我们|网站地图|版权所有|网站建议|使用帮助|隐私声明|内容纠错).{0,80}|.*(ICP备|公网安备|版权所有|法宝引证码).*"
    r"|(19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2}日?(\s*\d{1,2}[:：时]\d{1,2}.{0,40})?|\d\d-\d\d|[\d:：\s-]+|https?://\S+|[|·×+↺-]|(?:&nbsp;?|\s)+|[-—=_*]{3,}"
    r"|附件[:：]?|.{0,80}\.(docx?|xlsx?|pdf|wps|ofd|zip|rar)"
    r"|QQ空间|新浪微博|人人网|开心网|百度空间|和讯|天涯社区|微信|微博|.{0,20}20\d\d年\d{1,2}月\d{1,2}日(印发|发布|发布于.{2,20}|发布，.{0,40})。?"
)
_TAIL_ANCHOR = re.compile(
    r"(分享到|上一篇|下一篇|相关(报道|附件|链接|文章|稿件|阅读|新闻|信息|推荐)|[（(]?责任编辑|【?打印|扫一扫|网站地图|主办[:：]|版权所有|附件下载|【?返回顶部|本栏|阅读排行|无障碍阅读|公开方式|抄送[:：])"
)
_ANYWHERE = re.compile(r"[—－–-]\s?\d{1,4}\s?[—－–-]|(?:&nbsp;?|\s)+|第\s?\d{1,3}\s?页.{0,10}")
_CONTENTS = re.compile(r"目\s*[录次].{0,10}")
_HEAD_LINES = 120
_PROSE, _LONGEST_TITLE, _LONGEST_FURNITURE = 40, 140, 300


@dataclass(frozen=True, slots=True)
class Page:
    """``body``: spans without chrome; ``content``: where the plan's sentences begin; ``titles``: lines like a title before."""

    body: tuple[Span, ...]
    content: int
    titles: tuple[Span, ...]


def read_page(text: str, blocks: Sequence[Block]) -> Page:
    """Tell the plan's lines from the page's. A text that is all furniture is kept whole."""
    lines = [Span(block.start, block.end) for block in blocks]
    content = _first_content(text, lines, next((at for at, block in enumerate(blocks) if block.table), 0))
    titles = [at for at in range(content) if _is_title(text, lines[at])]
    if not titles and not any(_is_furniture(_words(text, line)) for line in lines[:content]):
        content = 0  # a passage without a page around it: its first line is its own
    first = titles[-1] if titles else content
    last = _end_of_content(text, lines, content)
    if first >= last:
        return Page(tuple(lines), lines[0].start if lines else 0, ())
    contents = _table_of_contents(text, lines, first)
    kept = [
        line
        for at, line in enumerate(lines[first:last], first)
        if at not in contents
        and not _ANYWHERE.fullmatch(words := _words(text, line))
        and not (at < content and at not in titles and _is_furniture(words))
    ]
    return Page(_merge(text, kept), lines[content].start, tuple(lines[at] for at in titles))


def _words(text: str, line: Span) -> str:
    return text[line.start : line.end]


def _first_content(text: str, lines: Sequence[Span], table: int) -> int:
    """Return the index of the first line that is the plan's: a salutation, a numbered heading or prose.

    Where there is none, it is the first cell of a table (``table``).
    """
    head = lines[:_HEAD_LINES]
    prose = next((at for at, line in enumerate(head) if _is_content(text, line)), table)
    for at, line in enumerate(head):
        words = _words(text, line)
        if _SALUTATION.match(words) and not _is_furniture(words):
            heading = any(_is_heading(text, earlier) for earlier in lines[prose:at])
            return prose if heading else at
    return prose


def _is_content(text: str, line: Span) -> bool:
    words = _words(text, line)
    if _is_furniture(words) or _is_title(text, line):
        return False
    prose = len(words) >= _PROSE and re.search(r"[，,。；]", words) is not None
    return prose or opens_table(words) or _is_heading(text, line)


def _is_heading(text: str, line: Span) -> bool:
    mark = read_mark(text, line.start, line.end)
    return mark is not None and mark.rank is not None and mark.kind != "bare" and line.end - mark.end > 1


def _is_title(text: str, line: Span) -> bool:
    words = _words(text, line)
    if len(words) > _LONGEST_TITLE or _is_heading(text, line) or _is_furniture(words):
        return False
    return _TITLE.fullmatch(words) is not None


def _is_furniture(words: str) -> bool:
    return len(words) <= _LONGEST_FURNITURE and _FURNITURE.fullmatch(words) is not None


def _end_of_content(text: str, lines: Sequence[Span], first: int) -> int:
    """Return the index after the last line that is the plan's."""
    prose = max(
        (
            at
            for at in range(first, len(lines))
            if lines[at].end - lines[at].start >= 60 and "。" in _words(text, lines[at])
        ),
        default=first,
    )
    last = len(lines)
    for at in range(max(prose, first), last):
        if _TAIL_ANCHOR.match(text, lines[at].start, lines[at].end):
            last = at
            break
    while last > first and _is_furniture(_words(text, lines[last - 1])):
        last -= 1
    if last - 2 > first and _is_stray(text, lines[last - 2], lines[last - 1]):
        last -= 1
    return last


def _is_stray(text: str, before: Span, line: Span) -> bool:
    """Tell whether the last line is a word the page left after the text has ended (人大)."""
    ended = text[before.end - 1] in "。！”" and "\n\n" in text[before.end : line.start]
    return ended and line.end - line.start <= 4


def _table_of_contents(text: str, lines: Sequence[Span], first: int) -> range:
    """Return the indexes of a table of contents, which says every heading before it stands."""
    for at in range(first, min(len(lines), first + _HEAD_LINES)):
        if _CONTENTS.fullmatch(_words(text, lines[at])):
            stop = at + 1
            while (
                stop < len(lines)
                and "。" not in _words(text, lines[stop])
                and lines[stop].end - lines[stop].start < 120
            ):
                stop += 1
            heading = _words(text, lines[at + 1])[:8] if at + 1 < len(lines) else ""
            again = next(
                (i for i in range(at + 2, stop) if heading and _words(text, lines[i]).startswith(heading)),
                stop,
            )
            return range(at, again)
    return range(0)


def _merge(text: str, lines: Sequence[Span]) -> tuple[Span, ...]:
    """Return the lines as spans, neighbours joined."""
    spans: list[Span] = []
    for line in lines:
        if spans and not text[spans[-1].end : line.start].strip():
            spans[-1] = Span(spans[-1].start, line.end)
        else:
            spans.append(line)
    return tuple(spans)
