"""Page chrome: what a web page or a republisher put before and after the plan's own text."""

import re

from graph_builder.documents.document import Span

_LINE = re.compile(r"[^\n]*\S[^\n]*")
#: Lines that are chrome wherever they stand near an end of the page.
_FURNITURE = re.compile(
    r"(下载|打印|全屏|收藏|分享|加大|还原|减小|大|中|小|【?字[体号].{0,14}|】|】?\s*打印.{0,12}|打印本页|关闭(窗口|本页)?|返回顶部|Document|人大|导航|无障碍.{0,6}"
    r"|(首页|当前位置|您(现)?在的位置|所在位置).*|进入关怀版|长者.{0,6}|政策解读|政策原文|相关(报道|附件|链接|文章|稿件|阅读|解读).{0,4}|扫一扫.{0,20}|.{0,6}政务问答"
    r"|(来源|信息来源|稿源|发布机构|发布时间|发布日期|成文日期|浏览次数|点击数|访问量|阅读|评论|作者|编辑|责任编辑|责编|时间|日期)\s*[:：].*|来源\s*[:：]?"
    r"|(分享到|上一篇|下一篇|标签云?|附件下载|公开方式|版权所有|主办单位|网站标识码|备案序号|联系我们).{0,60}|(名\s*称|文\s*号|索\s*引\s*号|公开日期|主题分类)\s*[:：].*"
    r"|20\d\d[-年./]\d{1,2}[-月./]\d{1,2}日?(\s*\d{1,2}[:：时]\d{1,2}.{0,6})?|[\d:：\- ]+|(QQ空间|新浪微博|人人网|开心网|百度空间|和讯|天涯社区|微信|微博)"
    r"|.*(ICP备|公网安备|版权所有).*|[^\w（）【】\n]{1,6})"
)
_SENTENCE = re.compile(r"[。；;]")


def body_spans(text: str) -> tuple[Span, ...]:
    """Return the spans of the text that are no page chrome (none only where the text is all blanks)."""
    lines = [Span(found.start(), found.end()) for found in _LINE.finditer(text)]
    first, last = 0, len(lines)
    while first < last and _is_furniture(text, lines[first]):
        first += 1
    while last > first and _is_furniture(text, lines[last - 1]):
        last -= 1
    if first == last:
        return tuple(lines)
    return (Span(lines[first].start, lines[last - 1].end),)


def _is_furniture(text: str, line: Span) -> bool:
    return _FURNITURE.fullmatch(text[line.start : line.end].strip()) is not None
