"""Stages, roles and places by clause. A name in the text is marked ⟦label:name⟧; places, bodies and names are invented."""

import re

import pytest

from graph_builder.documents import read_bytes
from graph_builder.extraction import extract
from graph_builder.extraction.relations import find_relations
from graph_builder.extraction.spans import EntityRelation, Mention

_MARKED = re.compile(r"⟦(\w+):([^⟧]+)⟧")


def read(marked: str) -> tuple[str, list[Mention], list[EntityRelation]]:
    """Return the bare text, its mentions and the relations found."""
    text, mentions, position = "", [], 0
    for mark in _MARKED.finditer(marked):
        text += marked[position : mark.start()]
        mentions.append(Mention(len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        position = mark.end()
    text += marked[position:]
    return text, mentions, find_relations(text, mentions)


def stages(marked: str) -> dict[str, str | None]:
    text, _, found = read(marked)
    return {text[r.mention_start : r.mention_end]: r.stage for r in found if r.type == "ADVANCES"}


def involved(marked: str) -> dict[str, str | None]:
    text, _, found = read(marked)
    return {text[r.mention_start : r.mention_end]: r.role for r in found if r.type == "INVOLVES"}


def located(marked: str) -> list[tuple[str | None, str]]:
    text, _, found = read(marked)
    return [
        (text[slice(*r.source)] if r.source else None, text[r.mention_start : r.mention_end])
        for r in found
        if r.type == "LOCATED_IN"
    ]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("启动⟦Project:望云创新港⟧建设。", {"望云创新港": "started"}),
        ("规划建设⟦Area:望云走廊⟧等区域性创新走廊。", {"望云走廊": "planned"}),
        (
            "加快推动⟦Facility:临湖小学⟧、⟦Facility:西门小学⟧建成投用。",
            {"临湖小学": "completed", "西门小学": "completed"},
        ),
        (
            "加快⟦Project:陈家坡客运站改造⟧及⟦Area:黄沙数创园⟧等城市更新项目的前期进度。",
            {"陈家坡客运站改造": "planned", "黄沙数创园": "planned"},
        ),
        (
            "推进⟦Project:电车厂南⟧、⟦Project:铁院一期⟧等项目征收收尾。",
            {"电车厂南": "planned", "铁院一期": "planned"},
        ),
        ("力争年内开工⟦Project:青河大桥⟧。", {"青河大桥": "started"}),
        ("启用⟦Facility:市九医院新院区⟧。", {"市九医院新院区": "completed"}),
        ("保障⟦Facility:云台广场⟧等新兴商圈加快开业。", {"云台广场": "completed"}),
        ("举办⟦Event:云台古城定向赛⟧等活动。", {"云台古城定向赛": "held"}),
        ("精心办好⟦Event:青湖论坛⟧。", {"青湖论坛": "held"}),
        (
            "实施⟦Initiative:“满屋”工程⟧，开展⟦Initiative:育苗行动⟧。",
            {"“满屋”工程": "ongoing", "育苗行动": "ongoing"},
        ),
        ("谋划启动⟦Project:青湖水厂二期⟧建设。", {"青湖水厂二期": "planned"}),
        ("争创⟦Initiative:国家生态示范区⟧。", {"国家生态示范区": "planned"}),
        ("实现⟦Platform:云台融资服务平台⟧提质增效。", {"云台融资服务平台": "ongoing"}),
        ("将⟦Area:梧桐里街区⟧打造为花漾街区。", {"梧桐里街区": "ongoing"}),
        ("支持配合⟦Facility:南河博物馆⟧建设。", {"南河博物馆": "ongoing"}),
        (
            "推动⟦Project:青江送电工程⟧开工建设、⟦Project:云台海上风电⟧在青湖登陆。",
            {"青江送电工程": "started", "云台海上风电": "ongoing"},
        ),
        ("成立⟦Institution:云台人工智能研究院⟧。", {"云台人工智能研究院": "started"}),
        ("推行⟦Initiative:“零材料”⟧申报模式。", {"“零材料”": "ongoing"}),
        ("推动启动区、⟦Area:云台工业园⟧等片区的开发建设。", {"云台工业园": "ongoing"}),
        ("推进⟦Area:云青合作区⟧开发开放。", {"云青合作区": "ongoing"}),
        ("推进⟦Area:云青湾区⟧建设，在更高水平上扩大开放。", {"云青湾区": "ongoing"}),
        ("加快⟦Area:望月街⟧、⟦Area:青湖街⟧2个街区改造。", {"望月街": "ongoing", "青湖街": "ongoing"}),
        ("推进⟦Initiative:“四个全面”战略⟧布局和改革开放。", {"“四个全面”战略": "ongoing"}),
    ],
)
def test_the_clause_decides_the_stage(clause: str, expected: dict[str, str]) -> None:
    assert stages(clause) == expected


@pytest.mark.parametrize(
    "clause",
    [
        "以⟦Event:青江碳市场大会⟧在云台召开为契机，深入打造产业高地。",
        "依托⟦Platform:青湖服务平台⟧提供支撑。",
        "支持企业积极参与⟦Event:青湖创新大赛⟧。",
        "抢抓⟦Area:大青湾区⟧机遇。",
        "学习运用⟦Initiative:“百村工程”⟧经验。",
        "提升⟦Project:青临铁路⟧沿线城市节点功能。",
        "支持⟦Area:云台区⟧打造国际化消费环境。",
        "不得擅自建设⟦Project:青河大桥⟧。",
        "已建成⟦Project:青河大桥⟧。",
        "推动⟦Institution:青江大学⟧开展人才培养。",
        "对建设⟦Platform:云台中试平台⟧的企业，给予奖励。",
        "给予补贴，对建设⟦Platform:云台中试平台⟧的企业，给予奖励。",
        "优化服务，如有企业建设⟦Platform:云台中试平台⟧，给予奖励。",
        "在建设⟦Facility:云台广场⟧的基础上，完善配套。",
        "今年是实施⟦Initiative:云台振兴计划⟧的收官之年。",
        "争取新法庭落户⟦Area:云台⟧。",
        "改善民生是落实⟦Initiative:云台振兴行动⟧的最高追求。",
        "全面提升⟦Area:青湖路⟧、⟦Area:月湖路⟧等重点区域消费业态。",
        "做好⟦Initiative:云台强基行动⟧进展情况信息公开。",
        "推进⟦Platform:云台公交系统⟧等进展情况公开工作。",
        "做好⟦Initiative:云台营商环境条例⟧政策发布解读。",
        "为深入贯彻落实省关于实施⟦Initiative:云台强基行动⟧的文件精神，制定措施。",
        "市局制定了《⟦Initiative:云台市登记细则⟧》。",
        "附件：新建和优化⟦Initiative:云台一件事⟧清单",
        "根据《云台市关于加快⟦Initiative:青湖振兴的实施意见⟧》，制定方案。",
        "对实施⟦Initiative:云台强基行动⟧成效明显的省（区、市），优先安排资金。",
        "建设⟦Area:云台试验区⟧是全省的战略举措。",
        "加快⟦Area:云台⟧、⟦Area:青江⟧等市新型显示等重点项目建设。",
        "鼓励⟦Institution:各区县（市）政府⟧建设服务站。",
        "今年是全面加快⟦Initiative:美丽云台⟧建设的重要一年。",
        "学校构建了⟦Initiative:“一加四”试点体系⟧。",
        "适龄儿童可申报⟦Facility:云台启慧幼儿园⟧。",
        "申请⟦Initiative:云台见习示范基地⟧提交材料。",
        "项目建设总体符合《⟦Initiative:青江流域规划⟧》。",
        "全面贯彻落实⟦Event:云台十次代表会⟧精神。",
        "今后五年是深入实施⟦Initiative:云台振兴规划⟧的关键时期。",
        "市局组织编制了《⟦Initiative:云台若干政策⟧》。",
        "根据《管理办法》（住房城乡建设部令第11号）、《⟦Initiative:云台住房保障办法⟧》等要求，制定本办法。",
        "开拓共建“⟦Initiative:青江之路⟧”国家市场。",
        "新建、改建⟦Area:云台古城⟧3个微型博物馆。",
        "符合《通知》（云人工智能发展规字〔2026〕1号，下称《⟦Initiative:云台细则⟧》）的，给予支持。",
        "加强“⟦Initiative:散乱污⟧”企业整治。",
        "开展“⟦Initiative:小学化⟧”倾向治理。",
        "全力构建⟦Initiative:云青一体化⟧格局的宏伟蓝图激励人心。",
        "本细则所称企业，是指建设⟦Platform:云台中试平台⟧的企业。",
    ],
)
def test_what_is_only_mentioned_negated_or_past_is_not_advanced(clause: str) -> None:
    assert stages(clause) == {}


def test_as_planned_and_a_few_are_no_conditions() -> None:
    assert stages("优化路网，如期建成⟦Project:青河大桥⟧。") == {"青河大桥": "completed"}
    assert stages("优化路网，若干路段启动⟦Project:望云改造⟧。") == {"望云改造": "started"}


def test_what_an_earlier_year_saw_is_past() -> None:
    text, mentions, _ = read("2024年启动⟦Project:青河大桥⟧建设，2026年建成⟦Project:望云大桥⟧。")
    found = find_relations(text, mentions, year=2026)
    assert [(text[r.mention_start : r.mention_end], r.stage) for r in found] == [("望云大桥", "completed")]


def test_last_years_report_and_the_glossary_advance_nothing() -> None:
    report = (
        "一、2025年工作回顾\n过去一年，我们克服困难，启动⟦Project:青河大桥⟧建设，入选全国首批试点，累计完成投资20亿元，荣获先进称号。\n"
        "二、2026年重点任务\n启动⟦Project:望云大桥⟧建设。\n名词解释\n1.“满屋”工程：是指实施⟦Initiative:满屋工程⟧的行动。\n"
    )
    assert stages(report) == {"望云大桥": "started"}


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (
            "依托⟦Institution:南河船舶设计院⟧、⟦Institution:云台大学⟧等研发单位，推进产业建设。",
            {"南河船舶设计院": "relies_on", "云台大学": "relies_on"},
        ),
        (
            "支持⟦Institution:铁九院⟧、⟦Institution:东南设计院⟧等龙头企业加强数字技术应用。",
            {"铁九院": "supports", "东南设计院": "supports"},
        ),
        ("以⟦Institution:云台碳清所⟧为引领，强化企业招引。", {"云台碳清所": "relies_on"}),
        ("充分发挥⟦Platform:首和母基金⟧的撬动作用。", {"首和母基金": "relies_on"}),
        ("组建⟦Institution:省物流集团⟧。", {"省物流集团": "establishes"}),
        ("成立⟦Platform:中小企业服务联盟⟧。", {"中小企业服务联盟": "establishes"}),
        ("深化与⟦Institution:省科学院⟧等院所的战略合作。", {"省科学院": "cooperates"}),
        ("联合⟦Institution:云台大学⟧开展人才培养。", {"云台大学": "cooperates"}),
        ("把⟦Institution:云台新材⟧等企业培育成一流企业。", {"云台新材": "supports"}),
        ("推动⟦Institution:云台石化⟧高质量转型发展。", {"云台石化": "supports"}),
        ("推动⟦Institution:青江大学⟧开展人才培养。", {}),
        ("推动⟦Institution:云隆⟧、⟦Institution:百汇⟧等商业综合体开业运营。", {}),
        ("推动⟦Institution:云成电子⟧、⟦Institution:百润电子⟧等项目动工建设。", {}),
        ("推进⟦Institution:云台南江学院⟧等特色学院落地。", {}),
        ("以⟦Institution:龙头企业⟧为主体，激发活力。", {}),
        ("组建⟦Institution:瞪羚企业⟧服务联盟。", {}),
        ("推动⟦Institution:党组织领办合作社⟧发展。", {}),
        ("由主管部门会同⟦Institution:市财政局⟧研究确定。", {}),
        ("⟦Institution:云台市人民政府⟧ 主办单位。", {}),
        ("⟦Institution:云台大学⟧承办。", {"云台大学": "hosts"}),
        ("支持创业园区开设⟦Platform:云创专区⟧。", {}),
        ("支持企业加入⟦Platform:云台算力联盟⟧等组织。", {}),
        ("鼓励⟦Institution:各开发区管委会⟧、⟦Institution:各区县（市）政府⟧出台政策。", {}),
        ("以⟦Institution:优势企业⟧为主体，联合攻关。", {}),
        ("依托⟦Institution:市政府⟧门户网站，公布清单。", {}),
        ("发挥⟦Platform:云台港⟧投资基金撬动作用。", {}),
        ("以⟦Institution:行业龙头骨干企业⟧为主体，引导配套。", {}),
        ("以⟦Institution:优质品牌学校⟧为龙头，组建学区。", {}),
        ("发挥行业协会商会、⟦Institution:中介组织⟧作用。", {}),
        ("推动⟦Institution:党中央⟧、⟦Institution:省委⟧和⟦Institution:市委⟧各项改革落细落实。", {}),
        ("推动⟦Institution:党中央⟧决策部署在云台落地生根。", {}),
        ("推动⟦Institution:文艺院团⟧提质增效。", {}),
        ("加强与⟦Institution:央企研究机构⟧全面合作。", {}),
        ("推动形成⟦Institution:云台理财⟧、⟦Institution:青江信托⟧等总部集群。", {}),
        ("推动⟦Institution:云台量子中心⟧等重大科研机构和平台建设提速。", {}),
        (
            "支持⟦Institution:工会⟧、⟦Institution:妇联⟧更好发挥作用。",
            {"工会": "supports", "妇联": "supports"},
        ),
        ("推动⟦Institution:云台城投⟧发挥作用。", {"云台城投": "relies_on"}),
        ("成立推动⟦Institution:瓷器产业领导小组⟧，完善规划。", {}),
        ("推进⟦Institution:云台服务大厅⟧等重点基础设施项目。", {}),
        ("强力推进⟦Institution:青江大学⟧各项建设和筹办工作。", {}),
        ("支持产品进入⟦Platform:“云台优品”体系⟧。", {}),
        ("在⟦Institution:市委⟧的坚强领导下，完成任务。", {}),
    ],
)
def test_verbs_and_prepositions_decide_the_role(clause: str, expected: dict[str, str]) -> None:
    assert involved(clause) == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("加快拓展⟦Area:临湖数创走廊⟧布局全年新增2栋专业楼宇。", [(None, "临湖数创走廊")]),
        ("重点打造以数字经济为主导的⟦Area:临湖数创走廊⟧楼宇集群。", [(None, "临湖数创走廊")]),
        ("在⟦Area:云台高新区⟧建设3个中试基地。", [(None, "云台高新区")]),
        ("加快推进⟦Area:滨湖核心区⟧内亮点工程建设。", [(None, "滨湖核心区")]),
        ("推动低碳产业由西向⟦Area:月湖片区⟧延伸。", [(None, "月湖片区")]),
        ("推动⟦Project:青江风电⟧在⟦Area:云台区⟧登陆。", [("青江风电", "云台区")]),
        ("推进⟦Area:滨湖核心区⟧的⟦Project:青河大桥⟧建设。", [("青河大桥", "滨湖核心区")]),
        ("加快⟦Area:云台新区⟧建设。", []),
        ("建成⟦Area:望月街⟧、⟦Area:青湖⟧特色街区。", []),
        ("确保改革在⟦Area:云台⟧落地生根。", []),
        ("在⟦Area:云台市⟧率先建成小康社会。", []),
        ("在⟦Area:云台基地⟧就业满1年的青年，给予补贴。", []),
        ("抓好云台与⟦Area:泛青江⟧基础设施等领域的合作。", []),
        ("努力在⟦Area:云台高新区⟧规划建设上实现新突破。", []),
        ("1.申报主体是在⟦Area:云台市⟧注册。", []),
        ("在⟦Area:云台区⟧注册的企业，享受便利。", []),
        ("承接国家布局在⟦Area:大青湾⟧的资源。", []),
        ("提升云台在⟦Area:大青湾⟧和全省发展中的地位。", []),
        ("国家在⟦Area:云台⟧布局了重大平台。", []),
        ("申报主体须在⟦Area:云台区⟧经营。", []),
        ("抢抓⟦Area:大青湾区⟧战略机遇。", []),
        ("积极在⟦Area:大青湾区⟧下谋事谋势。", []),
        ("在⟦Area:云台⟧打造大青湾区引擎中展现担当。", []),
        ("在⟦Area:青江北⟧一体化发展中占有一席。", []),
        ("让文明之花在⟦Area:云台⟧大地处处绽放。", []),
        ("财政每年出资用于⟦Area:云台智谷⟧建设。", []),
        ("深化企业与高校和⟦Area:云台职教园⟧入驻学校合作。", []),
        ("加强大青湾建设与⟦Area:青江流域⟧生态保护等战略的协同联动。", []),
        ("打造⟦Area:青江东岸⟧新增长极。", []),
        ("推动⟦Area:月湖两岸⟧从封闭岸线向活力水岸提升。", []),
        ("更好支持⟦Area:云台新区⟧拓展发展空间。", []),
        ("让更多企业在⟦Area:青江⟧大地竞相奔跑。", []),
        ("拓展⟦Area:东洋⟧等沿线市场。", []),
        ("四家企业在⟦Area:云台开发区⟧顺利领取执照。", []),
        ("我们在⟦Area:云台市⟧选取了一批事项。", []),
        ("首批开工建设⟦Area:望月⟧、⟦Area:青湾⟧5个码头。", []),
        ("制定⟦Area:望月谷⟧产业空间一张图。", []),
        ("把党的领导贯穿于⟦Area:云台试验区⟧建设全过程。", []),
        ("支持企业在⟦Area:云台新区⟧了解需求、设立机构。", [(None, "云台新区")]),
        ("推动⟦Area:东港区⟧深水泊位建设提速。", [(None, "东港区")]),
    ],
)
def test_places_where_the_text_says_so(clause: str, expected: list[tuple[str | None, str]]) -> None:
    assert located(clause) == expected


def test_industries_are_what_the_plan_focuses_on() -> None:
    text, _, found = read("大力发展⟦Industry:数字经济⟧。")
    assert [(r.type, text[r.mention_start : r.mention_end], r.trigger) for r in found] == [
        ("FOCUSES_ON", "数字经济", "发展")
    ]


def test_firms_are_no_sector_and_a_list_of_sectors_is_one() -> None:
    assert not read("加大对⟦Industry:云泰服装机械⟧等创新型企业扶持力度。")[2]
    assert [r.type for r in read("发展⟦Industry:服装机械⟧等特色产业。")[2]] == ["FOCUSES_ON"]
    assert not read("打造⟦Industry:低空经济⟧集聚区。")[2]
    assert not read("深化⟦Industry:云青高科技产业⟧和服务贸易等合作。")[2]
    assert not read("推进劲云股份、⟦Industry:云泰信息⟧、惠青科技、百润等科技企业扩大园区。")[2]


@pytest.mark.parametrize(
    "clause",
    [
        "培育⟦Industry:软件开源⟧等领域专业人才。",
        "设立⟦Industry:智能制造⟧、航空航天等各类产业投资基金。",
        "常态化举办⟦Industry:先进制造业⟧\n\n培训。",
        "推进⟦Industry:人工智能⟧、⟦Industry:医药健康⟧等产业政策实施情况公开。",
        "与各国在⟦Industry:绿色能源⟧等领域开展深层次合作。",
        "依托⟦Industry:人工智能产业⟧创新空间，建设社区。",
        "积极运用⟦Industry:市场经济⟧的手段，发展事业。",
    ],
)
def test_what_a_sector_only_qualifies_is_no_focus(clause: str) -> None:
    assert not read(clause)[2]


def test_the_licensing_span_holds_the_name_and_the_trigger_is_the_verb_as_it_stands() -> None:
    text, _, found = read("优化路网，深入推进⟦Area:云台新区⟧建设，做好配套。")
    (relation,) = (r for r in found if r.type == "ADVANCES")
    assert text[relation.clause_start : relation.clause_end] == "深入推进云台新区建设"
    assert relation.trigger == "推进"
    assert relation.clause_start <= relation.mention_start < relation.mention_end <= relation.clause_end


def test_a_verb_inside_a_name_decides_nothing() -> None:
    assert stages("做好⟦Project:青江难体育设施改造⟧，⟦Project:启动区扩建⟧有序进行。") == {
        "青江难体育设施改造": "ongoing"
    }


def test_a_name_in_a_numbered_heading_is_advanced_by_that_item() -> None:
    text = "关于支持云台发展的若干措施\n\n六、实施云台强基行动\n支持企业发展。\n七、开展青江护航行动\n优化服务。\n"
    plan = extract(read_bytes(text.encode(), "measures.txt"))
    advanced = {plan.node(r.end_id).name: r for r in plan.relations("ADVANCES")}
    heading = advanced["云台强基行动"]
    assert plan.node(heading.start_id).name == "实施云台强基行动"
    assert heading.properties["evidence"] == "实施云台强基行动"
