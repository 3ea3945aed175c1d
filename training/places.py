"""Where the annotations lie, which place a text is from, and which places nothing may be learnt from.

The split is by place, never by document: a city's plans of two years share half their names. `DEV` and `TEST`
name the held-out places; `SEED` is the place of the seed plan, whose texts are never learnt from either.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

ANNOTATIONS = Path(__file__).resolve().parent.parent / "data" / "annotations"
#: The first gold; passages rich in Facility, Platform and Event; a model's guesses put right by readers. See README there.
FOLDERS = ("corpus", "corpus-added", "corpus-corrected")

DEV = frozenset({"guangxi", "anhui", "gansu", "chongqing", "hangzhou", "wuhan"})
TEST = frozenset({"hunan", "liaoning", "shanghai", "tianjin", "jiaxing"})
SEED = frozenset({"wuhan", "hubei"})

# Places of the corpus that lie in a held-out province, by the province's key.
_WITHIN = {
    "dalian": "liaoning", "fushun": "liaoning", "changsha": "hunan", "yongzhou": "hunan", "bengbu": "anhui",
}  # fmt: skip

# Words that tell that a text is from a held-out place: the province, its capital, its larger cities and districts.
HELD_OUT_NAMES: dict[str, tuple[str, ...]] = {
    "guangxi": ("广西", "南宁", "桂林", "柳州", "钦州", "北海市", "防城港", "梧州", "玉林", "百色", "河池", "贵港", "崇左"),
    "anhui": ("安徽", "合肥", "芜湖", "蚌埠", "阜阳", "安庆", "马鞍山", "滁州", "淮南", "淮北", "宿州", "六安", "亳州", "黄山市", "皖"),
    "gansu": ("甘肃", "兰州", "天水", "酒泉", "嘉峪关", "张掖", "武威", "定西", "陇南", "庆阳", "平凉", "白银市", "甘南"),
    "chongqing": ("重庆", "渝中", "万州", "涪陵", "渝北", "黔江", "永川"),
    "hangzhou": ("杭州", "上城区", "西湖区", "萧山", "余杭", "钱塘"),
    "wuhan": ("武汉", "武昌", "汉阳", "汉口", "湖北", "宜昌", "襄阳", "荆州", "黄石", "十堰", "孝感"),
    "hunan": ("湖南", "长沙", "株洲", "湘潭", "衡阳", "岳阳", "常德", "张家界", "益阳", "郴州", "永州", "怀化", "娄底", "湘西"),
    "liaoning": ("辽宁", "沈阳", "大连", "鞍山", "抚顺", "本溪", "丹东", "锦州", "营口", "阜新", "盘锦", "铁岭", "葫芦岛"),
    "shanghai": ("上海", "浦东", "徐汇", "临港", "闵行", "嘉定", "松江", "青浦", "崇明"),
    "tianjin": ("天津", "滨海新区", "滨海高新", "津南", "武清", "西青"),
    "jiaxing": ("嘉兴", "嘉善", "桐乡", "海宁", "平湖", "海盐"),
}  # fmt: skip


def place_of(file: str) -> str:
    """The place's key of a corpus file such as `local/zfgzbg-baoding-boye-2021-1.txt` (`baoding`)."""
    path = PurePosixPath(file)
    parts = path.name.split(".")[0].split("-")
    folder = path.parts[0]
    if folder == "provinces":
        key = parts[0]
    elif folder == "local":
        key = parts[1]
    elif folder == "five-year" and "yunnan" in path.name:
        key = "yunnan"
    else:
        key = "national"
    return _WITHIN.get(key, key)


def part_of(file: str) -> str:
    """`train`, `dev` or `test`, by the file's place."""
    place = place_of(file)
    return "dev" if place in DEV else "test" if place in TEST else "train"


def may_learn_from(file: str) -> bool:
    """Whether a corpus file may be in anything that is learnt."""
    place = place_of(file)
    return place not in DEV | TEST | SEED


def is_from_held_out_place(text: str, head: int = 300, per_characters: int = 4000) -> bool:
    """Whether a text without a telling file name is from a held-out place: named in its head, or often in it.

    `text` is one document; a place counts as often when it is named more than once in `per_characters` and at
    least three times.
    """
    for names in HELD_OUT_NAMES.values():
        if any(name in text[:head] for name in names):
            return True
        count = sum(text.count(name) for name in names)
        if count >= 3 and count * per_characters > len(text):
            return True
    return False
