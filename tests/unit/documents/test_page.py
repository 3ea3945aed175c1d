"""Page chrome is told from the plan, and the page's metadata keep their place in the text."""

from pathlib import Path

import pytest

from graph_builder.documents import read, read_bytes
from graph_builder.documents.document import Document
from graph_builder.documents.metadata import period_of
from graph_builder.resources import data_path


def reading(text: str) -> Document:
    return read_bytes(text.encode(), "a.txt")


def body(document: Document) -> str:
    return "\n".join(document.text[span.start : span.end] for span in document.body)


def test_the_seeds_page_is_chrome_and_its_metadata_have_their_place() -> None:
    seed = read(Path(data_path("seed/wuchang-2024.txt")))
    assert body(seed).startswith("武昌区2024年国民经济和社会发展计划\n")
    assert body(seed).endswith("共享“大和谐”。")
    assert seed.title is not None
    assert seed.title.value == "武昌区2024年国民经济和社会发展计划"
    assert seed.issuer is not None
    assert (seed.issuer.value, seed.issuer.start) == ("区发改局", seed.text.index("区发改局"))
    assert (seed.region, seed.year, seed.period_start, seed.period_end) == (
        "武昌区",
        2024,
        "2024-01-01",
        "2024-12-31",
    )
    said = {name: field.value for name, field in seed.metadata.items()}
    assert said == {
        "名称": "武昌区2024年国民经济和社会发展计划",
        "发布机构": "区发改局",
        "文号": "2024",
        "索引号": "737546075/2024-30503",
        "公开日期": "2024年12月10日",
        "公开方式": "有效",
    }
    for field in seed.metadata.values():
        assert seed.text[field.start : field.end] == field.value
    assert not seed.warnings


PLAN = (
    "2025年云台市政府工作报告\n一、重点工作\n（一）做强产业。建设云台谷，引进企业三十家，推动主导产业集聚发展，带动上下游配套企业落户，形成规模效应和品牌效应。\n"
    "（二）改善民生。建成江口小学，新增学位九百个，启用市三医院新院区，完善社区养老服务，让群众在家门口享受到优质便捷的公共服务和文化生活。\n"
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("下载\n打印\n全屏\n【字号：\n加大\n还原\n】\n", "相关报道：\n"),
        (
            "首页 > 政务公开 > 计划\n无障碍阅读\n来源：云台日报\n",
            "责任编辑：\n江小月\n扫一扫在手机打开当前页\n",
        ),
        (
            "",
            "分享到：\n新浪微博\n上一篇：\n江口县2025年政府工作报告\n本栏最新\n12-03\n北山县2025年政府工作报告\n标签云\n政府\n",
        ),
        ("Document\n", "\n\n人大"),
        ("登录\n|\n繁体\n", "网站地图\n版权所有：云台市人民政府 云ICP备00000000号\n"),
    ],
)
def test_chrome_before_and_after_is_left_out(before: str, after: str) -> None:
    document = reading(before + PLAN + after)
    assert body(document) == PLAN.rstrip("\n")
    assert document.title is not None
    assert document.title.value == "2025年云台市政府工作报告"


def test_page_numbers_between_lines_are_no_text_of_the_plan() -> None:
    document = reading(PLAN.replace("（二）", "— 2 —\n（二）"))
    assert "— 2 —" not in body(document)
    assert "（二）改善民生" in body(document)


def test_lines_of_dates_and_sources_between_title_and_text_are_chrome() -> None:
    document = reading(PLAN.replace("报告\n", "报告\n来源：云台日报\n时间：2025-02-02\n", 1))
    assert "云台日报" not in body(document)


def test_a_covering_notice_names_what_it_brings_and_who_issues_it() -> None:
    document = reading(
        "云台市人民政府办公室关于印发《云台市数字经济三年行动计划（2025—2027年）》的通知\n云政办发〔2025〕3号\n各区人民政府：\n"
        "《云台市数字经济三年行动计划（2025—2027年）》已经市政府同意，现印发给你们，请结合实际，认真组织实施。\n云台市人民政府办公室\n2025年3月1日\n"
        "云台市数字经济三年行动计划（2025—2027年）\n一、总体要求\n坚持创新驱动。\n"
    )
    assert document.title is not None
    assert document.title.value == "云台市数字经济三年行动计划（2025—2027年）"
    assert document.title.start == document.text.rindex("云台市数字经济")
    assert document.issuer is not None
    assert document.issuer.value == "云台市人民政府办公室"
    assert (document.region, document.year, document.period_end) == ("云台市", 2025, "2027-12-31")
    preamble, requirements = document.outline.items[0], document.outline.items[-2]
    assert preamble.part == "preamble"
    assert document.text[requirements.start : requirements.title_end] == "总体要求"


def test_a_report_without_a_title_says_who_reports_and_for_which_year() -> None:
    document = reading(
        "各位代表：\n　　现在，我代表云台市江口区人民政府向大会报告工作，请予审议。\n　　一、2024年工作回顾\n　　全面完成任务。\n　　二、2025年重点工作\n　　建设江口港。\n"
    )
    assert document.title is None
    assert document.issuer is not None
    assert document.issuer.value == "云台市江口区人民政府"
    assert (document.region, document.year) == ("江口区", 2025)
    assert document.warnings[0] == "文中没有写明：标题。"


def test_what_the_text_does_not_say_is_unknown_and_said() -> None:
    document = reading("建设江口大桥，年底通车。\n")
    assert (document.title, document.issuer, document.region, document.year) == (None, None, None, None)
    assert document.warnings[0] == "文中没有写明：标题、年份、地区、发布机构。"


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("云台市2025年工作要点", (2025, "2025-01-01", "2025-12-31")),
        ("云台市行动计划（2026—2028年）", (2026, "2026-01-01", "2028-12-31")),
        ("云台市行动计划（2024-2025年）", (2024, "2024-01-01", "2025-12-31")),
        ("云台市国民经济和社会发展第十四个五年规划和2035年远景目标纲要", (2021, "2021-01-01", "2025-12-31")),
        ("云台市“十五五”数字经济发展规划", (2026, "2026-01-01", "2030-12-31")),
        ("云台市第十个五年计划纲要", (2001, "2001-01-01", "2005-12-31")),
        ("云台市若干措施", (None, None, None)),
    ],
)
def test_the_period_of_a_title(title: str, period: tuple[int | None, str | None, str | None]) -> None:
    assert period_of(title) == period


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("杭州市萧山区支持创新的若干措施", "萧山区"),
        ("2025年安徽省政府工作报告", "安徽省"),
        ("湖北2024年计划报告", "湖北省"),
        ("常州经开区促进产业发展的若干措施", "常州经开区"),
        ("云台区2025年计划", "云台区"),
        ("中华人民共和国国民经济和社会发展计划", "全国"),
        ("促进我市城乡建设若干措施", None),
        ("江城市2026年国民经济和社会发展计划", "江城市"),  # not 江城区, whose short name opens it
        ("建设国际消费中心城市行动计划", None),
    ],
)
def test_the_region_of_a_title(title: str, region: str | None) -> None:
    assert reading(f"{title}\n一、措施\n建设云台谷。\n").region == region
