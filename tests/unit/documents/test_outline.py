"""The outline reads as a person would: the seed counted by hand, and invented texts in every style."""

from pathlib import Path

import pytest

from graph_builder.documents import read, read_bytes
from graph_builder.documents.document import Document
from graph_builder.resources import data_path


@pytest.fixture(scope="module")
def seed() -> Document:
    return read(Path(data_path("seed/wuchang-2024.txt")))


def shape(document: Document, *kinds: str) -> list[str]:
    """Return the outline as indented lines: mark, title, part."""
    lines = []
    for item in document.outline.items:
        if item.kind in (kinds or ("Section", "Task")):
            part = f" [{item.part}]" if item.part else ""
            title = document.text[item.start : item.title_end]
            lines.append(f"{'  ' * (len(item.path) - 1)}{item.kind[0]} {item.mark}{title}{part}")
    return lines


def outline_of(text: str) -> list[str]:
    return shape(read_bytes(text.encode(), "计划.txt"))


def titles(document: Document, kind: str) -> list[str]:
    return [
        document.text[item.start : item.title_end] for item in document.outline.items if item.kind == kind
    ]


def test_the_seed_has_nineteen_tasks_under_six_headings(seed: Document) -> None:
    tasks = titles(seed, "Task")
    assert len(tasks) == 19
    assert tasks[:4] == [
        "构建创新生态,提升创新能力",
        "聚焦数字经济,培育新兴动能",
        "发展双碳产业,塑造领先优势",
        "持续壮大总部楼宇",
    ]
    assert tasks[-1] == "以创新思维提高治理能力"
    assert titles(seed, "Section")[2:] == [
        "2024年国民经济和社会发展主要任务",
        "坚持创新驱动,蓄力经济增长新动能",
        "夯实发展基础,打造产业集群新高地",
        "做优主体引育,重塑资源集聚新环境",
        "实施有机更新,展现城区空间新品质",
        "强化公共服务,厚植群众幸福新底色",
        "推进共治共享,彰显城区治理新魅力",
    ]


def test_the_seed_has_ninety_actions_and_no_title_is_one(seed: Document) -> None:
    outline = seed.outline.items
    actions = [item for item in outline if item.kind == "Action"]
    assert len(actions) == 90
    assert all(seed.text[item.end - 1] in "。；;" for item in actions)
    tasks = [item for item in outline if item.kind == "Task"]
    assert all(item.start >= outline[item.parent or 0].title_end for item in actions)
    assert {seed.text[action.start : action.end].split("。")[0] for action in actions}.isdisjoint(
        seed.text[task.start : task.title_end] for task in tasks
    )


def test_the_seed_has_a_preamble_and_five_headline_lines(seed: Document) -> None:
    preamble, headline = seed.outline.items[:2]
    assert (preamble.part, headline.part) == ("preamble", "headline")
    assert seed.text[headline.start : headline.end].count("——") == 5
    assert seed.text[headline.start : headline.end].endswith("基本同步。")
    task = next(item for item in seed.outline.items if item.kind == "Task")
    assert task.path == ("Section:3", "Section:1", "Task:1")


def test_items_nest_in_text_order_and_their_paths_differ(seed: Document) -> None:
    items = seed.outline.items
    assert len({item.path for item in items}) == len(items)
    for index, item in enumerate(items):
        assert item.start <= item.title_end <= item.end
        if item.parent is not None:
            parent = items[item.parent]
            assert item.parent < index
            assert parent.start <= item.start
            assert item.end <= parent.end
            assert len(item.path) > len(parent.path)


def test_the_smallest_item_that_holds_a_place(seed: Document) -> None:
    at = seed.text.index("珞珈山创新港项目")
    index = seed.outline.block_at(at, at + 8)
    assert index is not None
    item = seed.outline.items[index]
    assert item.kind == "Action"
    assert seed.text[item.start : item.end].startswith("扩容提质产业空间")
    assert seed.outline.block_at(0, 3) is None


def test_headings_in_a_row_are_all_kept_and_levels_nest() -> None:
    assert outline_of(
        "云台区2025年工作要点\n三、重点任务\n（一）产业\n1. 数字经济\n推进云台谷建设。\n2. 海洋经济\n建设江口港。\n"
        "（二）民生\n1．就业\n新增就业1万人。\n"
    ) == [
        "S 三、重点任务",
        "  S （一）产业",
        "    T 1.数字经济",
        "    T 2.海洋经济",
        "  S （二）民生",
        "    T 1．就业",
    ]


def test_numbers_without_dots_decimals_and_chinese_marks_nest() -> None:
    assert outline_of(
        "1 总体要求\n1.1 指导思想\n坚持绿色发展。\n1.2 工作目标\n到2027年建成三个园区。\n2 重点任务\n2.1 做强产业\n"
        "（一）培育企业\n1.引进龙头。支持云台公司扩建。到年底投产。\n2.壮大中小企业。新增企业30家。帮助融资。\n"
    ) == [
        "S 1总体要求",
        "  T 1.1指导思想",
        "  S 1.2工作目标 [headline]",
        "S 2重点任务",
        "  S 2.1做强产业",
        "    S （一）培育企业",
        "      T 1.引进龙头",
        "      T 2.壮大中小企业",
    ]


def test_chapters_sections_and_articles() -> None:
    assert outline_of(
        "云台市数据管理办法\n第一章　总则\n第一条　为规范云台市数据管理，制定本办法。\n第二条　市数据局负责本办法的实施。\n"
        "第二章　共享\n第 3 条　申请单位应当符合下列条件：\n（一）在本市注册；\n（二）有固定场所。\n"
    ) == [
        "S 第一章总则",
        "  T 第一条为规范云台市数据管理，制定本办法",
        "  T 第二条市数据局负责本办法的实施",
        "S 第二章共享",
        "  T 第 3 条申请单位应当符合下列条件",
    ]


def test_numbers_inside_a_task_are_actions() -> None:
    document = read_bytes(
        "一、扶持企业\n1.加大奖补力度。对企业按下列标准奖补：\n（1）新建厂房的，给予支持；\n（2）更新设备的，给予贴息。\n①优先支持云台企业。\n"
        "2.优化服务。一是设立专窗。二是精简材料。\n".encode(),
        "措施.txt",
    )
    assert shape(document) == ["S 一、扶持企业", "  T 1.加大奖补力度", "  T 2.优化服务"]
    actions = [
        (item.mark, document.text[item.start : item.end])
        for item in document.outline.items
        if item.kind == "Action"
    ]
    assert actions == [
        ("", "对企业按下列标准奖补："),
        ("（1）", "新建厂房的，给予支持；"),
        ("（2）", "更新设备的，给予贴息。"),
        ("①", "优先支持云台企业。"),
        ("一是", "设立专窗。"),
        ("二是", "精简材料。"),
    ]


def test_numbered_items_of_measures_are_tasks_and_end_with_their_assignment() -> None:
    text = (
        "云台市支持创新若干措施\n一、强化算力支撑。建设云台算力中心，服务企业500家。（责任单位：市工信局、市财政局）\n"
        "二、发展创新社区。支持各区建设社区。\n责任单位：市科技局，各区政府\n完成时限：2025年底\n三、加强人才引育。每年引进100人。\n"
    )
    document = read_bytes(text.encode(), "措施.txt")
    assert shape(document) == ["T 一、强化算力支撑", "T 二、发展创新社区", "T 三、加强人才引育"]
    ends = [text[item.start : item.end][-9:] for item in document.outline.items if item.kind == "Task"]
    assert ends == ["局、市财政局）", "：2025年底", "每年引进100人。"] or ends[0].endswith("市财政局）")
    assert ends[1].endswith("2025年底")
    actions = [text[item.start : item.end] for item in document.outline.items if item.kind == "Action"]
    assert not any("单位" in action and "：" in action[:6] for action in actions)


def test_headings_run_into_their_body_and_paragraphs_with_titles() -> None:
    assert outline_of(
        "2025年云台省政府工作报告\n各位代表：\n现在，我代表省人民政府，向大会报告工作，请予审议。\n一、2024年工作回顾\n"
        "——经济稳步增长。地区生产总值增长6%。\n（一）产业升级加快。新建园区三个。\n二、2025年工作安排\n"
        "今年主要预期目标是：地区生产总值增长5.5%左右，城镇新增就业20万人。\n重点抓好以下工作：\n"
        "（一）全力扩大内需，稳住经济大盘。坚持扩大内需战略。\n大力提振消费。实施以旧换新行动，举办云台购物节。\n"
        "积极扩大投资。开工建设江口大桥，完成投资300亿元。\n（二）加快科技创新，建设创新高地。强化企业主体地位。\n"
        "提升平台能级。建设云台实验室，新增平台20家。\n集聚高端人才。引进人才500名，落实安居政策。\n"
    ) == [
        "S 现在，我代表省人民政府，向大会报告工作，请予审议 [preamble]",
        "S 一、2024年工作回顾 [review]",
        "  S （一）产业升级加快",
        "S 二、2025年工作安排",
        "  S 今年主要预期目标是 [headline]",
        "  S （一）全力扩大内需，稳住经济大盘",
        "    T 坚持扩大内需战略",
        "    T 大力提振消费",
        "    T 积极扩大投资",
        "  S （二）加快科技创新，建设创新高地",
        "    T 强化企业主体地位",
        "    T 提升平台能级",
        "    T 集聚高端人才",
    ]


def test_items_counted_inside_a_heading_line_are_tasks() -> None:
    assert outline_of(
        "三、重点工作\n（一）深入推进服务提升工程。聚焦教育强市，提供更好服务。一是擦亮教育品牌。推进基础教育振兴，新建学校12所。"
        "二是做实健康云台。对接优质医疗资源，建成市三医院新院区。\n（二）守牢安全底线。坚持安全第一，开展隐患排查。\n"
    ) == [
        "S 三、重点工作",
        "  S （一）深入推进服务提升工程",
        "    T 聚焦教育强市，提供更好服务",
        "    T 一是擦亮教育品牌",
        "    T 二是做实健康云台",
        "  T （二）守牢安全底线",
    ]


def test_items_led_in_by_short_sentences_are_tasks() -> None:
    body = "支持云台实验室建设，开展关键技术攻关，推进四十项重大专项。完善成果转化机制，壮大技术经理人队伍，促进成果在云台落地转化。"
    assert outline_of(
        f"三、重点工作\n（一）加快创新驱动发展。构建良好创新生态。加强基础研究。{body}推动成果转化应用。{body}突出企业主体地位。{body}\n"
        "（二）扩大开放。办好云台博览会，完善口岸功能。\n"
    ) == [
        "S 三、重点工作",
        "  S （一）加快创新驱动发展",
        "    T 构建良好创新生态",
        "    T 加强基础研究",
        "    T 推动成果转化应用",
        "    T 突出企业主体地位",
        "  T （二）扩大开放",
    ]


def test_titles_on_lines_of_their_own() -> None:
    assert outline_of(
        "四、推进城乡融合\n打造宜居城市。\n推进城市更新立法，实施老旧小区改造八十个，完成投资220亿元，新增停车泊位三千个。\n"
        "提升农业效益。\n严守耕地红线，建设高标准农田30万亩，推广良种良法，培育云台大米品牌，带动农民增收。\n"
    ) == ["S 四、推进城乡融合", "  T 打造宜居城市", "  T 提升农业效益"]


def test_a_glossary_tail_gives_no_tasks_with_or_without_its_heading() -> None:
    entries = "1.“两新”：是指设备更新和消费品以旧换新。\n2.“满格”工程：指信号提升工程。\n3.链主企业：是指带动力强的企业。\n"
    plan = "一、重点工作\n（一）做强产业。建设云台谷，引进企业30家。\n（二）改善民生。建成江口小学，新增学位900个。\n"
    for heading in ("名词解释\n", "※名词解释※\n", "附件2 名词解释\n", ""):
        document = read_bytes((plan + heading + entries).encode(), "a.txt")
        assert titles(document, "Task") == ["做强产业", "改善民生"]
        assert [item.part for item in document.outline.items if item.kind == "Section"] == [None, "glossary"]


def test_an_annex_holds_its_own_list_and_last_years_results_are_no_tasks() -> None:
    assert outline_of(
        "一、重点工作\n（一）做强产业。建设云台谷，引进企业30家。\n附件1\n2025年云台区民生实事计划\n序号\n任务\n牵头单位\n1\n新建江口公园\n区城管局\n"
        "2\n改造云台路\n区建设局\n附件2\n2024年民生实事完成情况\n序号\n任务\n完成情况\n1\n新建学校两所\n已建成。\n"
    ) == [
        "S 一、重点工作",
        "  T （一）做强产业",
        "S 附件12025年云台区民生实事计划 [annex]",
        "  T 1新建江口公园",
        "  T 2改造云台路",
        "S 附件22024年民生实事完成情况 [review]",
    ]


def test_a_passage_cut_out_of_a_plan_is_read_with_the_same_care() -> None:
    whole = (
        "云台区2025年计划\n一、主要任务\n（一）发展产业\n做强主导产业。建设云台谷。引进企业30家。\n培育新兴产业。建成江口港。\n（二）改善民生\n"
        "办好教育。新建江口小学。\n建设健康云台。启用区二医院。\n"
    )
    passage = whole[whole.index("培育新兴") :]
    document = read_bytes(passage.encode(), "段落.txt")
    assert titles(document, "Task") == ["培育新兴产业", "办好教育", "建设健康云台"]
    assert not [item for item in document.outline.items if item.part]
    assert document.title is None
    assert any("标题" in warning for warning in document.warnings)


def test_a_text_without_an_outline_is_one_section_a_task_a_paragraph_and_a_warning() -> None:
    document = read_bytes(
        "我区继续推进云台谷建设，年内引进企业30家，带动就业两千人，新增税收三千万元。\n\n江口小学九月建成投用，新增学位900个，缓解入学压力。\n".encode(),
        "a.txt",
    )
    assert [item.kind for item in document.outline.items if item.kind != "Action"] == [
        "Section",
        "Task",
        "Task",
    ]
    assert any("没有识别出章节" in warning for warning in document.warnings)
    assert any("首个分句" in warning for warning in document.warnings)


def test_a_long_lead_without_a_title_takes_its_first_clause_and_keeps_the_whole_sentence_as_action() -> None:
    document = read_bytes(
        "一、支持措施\n1.依托市政府门户网站，建立国际科技创新中心建设政策专栏，集中发布各类政策文件和解读信息，方便企业查询办理。\n".encode(),
        "a.txt",
    )
    assert titles(document, "Task") == ["依托市政府门户网站"]
    action = next(item for item in document.outline.items if item.kind == "Action")
    assert document.text[action.start : action.end].startswith("依托市政府门户网站，建立")


def test_a_heading_whose_line_break_was_lost_begins_again() -> None:
    assert outline_of(
        "一、重点工作\n（一）布局新场景\n建设云台谷。（市科技局负责）（二）开放应用场景\n建设江口港。（市交通局负责）\n二、保障\n加强领导。\n"
    )[1:3] == ["  T （一）布局新场景", "  T （二）开放应用场景"]


def test_an_item_behind_the_note_of_the_item_before_begins_again() -> None:
    text = "一、重点工作\n９．建设云台谷。布局新场景。（责任单位：市科技局、市财政局）１０．开放江口港。建设泊位。（责任单位：市交通局）\n11.修缮旧桥。（市城管局负责）12.植树。\n"
    assert outline_of(text)[1:] == [
        "  T ９．建设云台谷",
        "  T １０．开放江口港",
        "  T 11.修缮旧桥",
        "  T 12.植树",
    ]


def test_a_number_behind_any_other_bracket_begins_nothing() -> None:
    for sentence in ("（一期）10.植树。", "（市科技局负责）15.植树。", "（市科技局负责）10.5公里道路通车。"):
        text = f"一、重点工作\n9.建设云台谷。建设云台谷{sentence}\n11.修缮旧桥。加固。\n"
        assert outline_of(text)[1:] == ["  T 9.建设云台谷", "  T 11.修缮旧桥"]


def test_a_table_of_contents_is_not_the_outline() -> None:
    assert outline_of(
        "云台市第十五个五年规划纲要\n目录\n第一章 总体要求\n第二章 重点任务\n第一章 总体要求\n坚持绿色发展，建设美丽云台。\n第二章 重点任务\n建设江口港，打造开放门户。\n"
    ) == ["T 第一章总体要求", "T 第二章重点任务"]


def test_unnumbered_chapter_headings_and_a_mark_alone_on_its_line() -> None:
    assert outline_of(
        "各位代表：\n现在，我代表云台区人民政府向大会报告工作，请予审议。\n2024年工作回顾\n一年来，全区经济稳步增长。\n2025年工作安排\n（一）\n做强产业\n建设云台谷。\n"
        "（二）\n改善民生\n建成江口小学。\n"
    ) == [
        "S 现在，我代表云台区人民政府向大会报告工作，请予审议 [preamble]",
        "S 2024年工作回顾 [review]",
        "S 2025年工作安排",
        "  T （一）做强产业",
        "  T （二）改善民生",
    ]


def test_signatures_announcements_and_lost_tables_are_no_tasks() -> None:
    assert outline_of(
        "三、保障措施\n重点做好以下工作：\n（一）加强领导。成立工作专班，压实各方责任。\n（二）强化督查。定期通报进展。\n云台市人民政府办公室\n2025年3月1日\n"
    ) == ["S 三、保障措施", "  T （一）加强领导", "  T （二）强化督查"]


def test_a_review_inside_a_mixed_chapter_is_told_apart() -> None:
    assert outline_of(
        "二、“十四五”时期成就和“十五五”时期主要任务\n五年来，我们深化改革，综合实力迈上新台阶。\n五年来，我们改善民生，新建学校二十所。\n"
        "（一）建设产业高地。做强云台谷，培育企业三百家。\n（二）建设宜居城市。新建公园十个。\n"
    ) == [
        "S 二、“十四五”时期成就和“十五五”时期主要任务",
        "  S 五年来，我们深化改革，综合实力迈上新台阶 [review]",
        "  T （一）建设产业高地",
        "  T （二）建设宜居城市",
    ]


def test_the_last_sentence_of_a_long_plan_is_read() -> None:
    body = "完成建设任务，按期投入使用，带动周边发展。" * 5
    tasks = [f"{number}.推进第{number}项工程。{body}" for number in range(1, 800)]
    text = "一、重点工程\n" + "\n".join(tasks) + "\n800.建设碳汇中心。云台碳汇中心项目年底开工。\n"
    assert len(text) > 80_000
    document = read_bytes(text.encode(), "a.txt")
    at = text.index("云台碳汇中心项目")
    index = document.outline.block_at(at, at + 8)
    assert index is not None
    last = document.outline.items[index]
    assert (last.kind, last.path) == ("Action", ("Section:1", "Task:800", "Action:1"))


def test_paragraphs_broken_over_pages_are_one_task() -> None:
    lines = (
        "  一、支持数字经济发展。对采购经区里备案的数字服务商提供的\n企业数字化转型诊断服务和规划编制服务的企业，按照合同实际发\n"
        "\n                         — 3 —\n\n生额的百分之五十给予补助，每家企业每年最多可以享受三次补助。\n  二、支持企业上云。对首次使用云服务的企业，按照实际支付的云\n服务费用给予补助。\n"
    )
    document = read_bytes(lines.encode(), "a.txt")
    assert titles(document, "Task") == ["支持数字经济发展", "支持企业上云"]
    assert len([item for item in document.outline.items if item.kind == "Action"]) == 2


def test_a_passage_that_begins_with_a_table_has_a_task_a_row() -> None:
    text = (
        "附件3\n2026年民生实事计划清单\n\n序号\n\t工作任务\n\t工作内容\n\t牵头单位\n"
        "1\n\t修缮旧桥，方便两岸居民。\n\t加固望月桥，年底前恢复通行，并在桥头增设无障碍坡道和照明设施，方便老人出行。\n\t城管局\n"
        "2\n\t清淤河道\n\t疏浚望月河。\n\t水务局\n"
    )
    document = read_bytes(text.encode(), "plan.txt")
    assert titles(document, "Task") == ["修缮旧桥，方便两岸居民", "清淤河道"]
    assert "工作任务" not in titles(document, "Section")


def test_a_bracket_that_belongs_to_a_name_stays_in_the_title() -> None:
    text = (
        "一、对按时完成高标准农田建设任务且管护成效特别显著的县（市、区、旗），在分配资金时给予倾斜。（市财政局负责）\n"
        "二、支持高水平建设全国统一的健康医疗大数据交换与应用中心（北方）；加快互通。（市财政局负责）\n"
        "三、修缮城区全部老旧桥梁和人行通道并完善沿线的无障碍设施（市城管局、市财政局），年底前完成。\n"
    )
    assert titles(read_bytes(text.encode(), "plan.txt"), "Task") == [
        "对按时完成高标准农田建设任务且管护成效特别显著的县（市、区、旗）",
        "支持高水平建设全国统一的健康医疗大数据交换与应用中心（北方）",
        "修缮城区全部老旧桥梁和人行通道并完善沿线的无障碍设施",
    ]


def test_a_year_right_behind_a_mark_is_no_decimal() -> None:
    text = "一、重点任务\n1.建设云台路。年内贯通云台路。\n2.2026年启动养老试点。做好衔接。\n3.修缮旧桥。加固望月桥。\n"
    assert titles(read_bytes(text.encode(), "plan.txt"), "Task") == [
        "建设云台路",
        "2026年启动养老试点",
        "修缮旧桥",
    ]


def test_a_lower_heading_at_the_top_of_a_passage_is_no_chapter() -> None:
    text = (
        "（一）建立监督体系\n市经信局负责总体指导，并为各区建设提供共性的技术支持和服务保障。\n各区政府落实各项决策，承担本区的监管责任。\n"
        "二、完善供给机制\n（一）完善共享机制\n按照本市的机制开展共享。\n（二）建立反馈机制\n及时处理并予以反馈。\n"
    )
    assert titles(read_bytes(text.encode(), "plan.txt"), "Task") == [
        "建立监督体系",
        "完善共享机制",
        "建立反馈机制",
    ]
