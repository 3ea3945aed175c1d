"""What a reader of a plan sees of the recogniser: names, labels, exact offsets, whatever the text."""

import random
import time

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_builder.extraction.recognizer import LABELS, Recognizer, view, windows
from graph_builder.resources import data_path

PLAN = (
    "加快推进江北新区跨江大桥建设，启动白云山污水处理厂二期扩建项目。"
    "支持华东师范大学建设海洋工程技术创新中心，由市发展改革局牵头，办好第三届中国数字经济博览会。"
    "大力发展新能源汽车、生物医药等产业，深入实施“春风行动”。"
)


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return Recognizer(data_path("models/recognizer"))


def names(recognizer: Recognizer, text: str) -> dict[str, str]:
    return {text[start:end]: label for start, end, label, _ in recognizer.predict(text)}


def test_names_of_a_plan_are_found_with_their_labels(recognizer: Recognizer) -> None:
    found = names(recognizer, PLAN)
    assert found["华东师范大学"] == "Institution"
    assert found["市发展改革局"] == "Institution"
    assert found["新能源汽车"] == "Industry"
    assert found["生物医药"] == "Industry"
    assert found["第三届中国数字经济博览会"] == "Event"
    assert found["春风行动"] == "Initiative"
    assert "白云山污水处理厂二期扩建项目" in found


def test_generic_words_are_no_names(recognizer: Recognizer) -> None:
    assert names(recognizer, "我们要坚定信心，加快发展，不断提高人民生活水平。") == {}


def test_a_heading_changes_nothing_below_it(recognizer: Recognizer) -> None:
    heading = "二、重点工作\n"
    plain = names(recognizer, PLAN)
    assert names(recognizer, heading + PLAN) == plain


def test_half_width_punctuation_reads_like_full_width(recognizer: Recognizer) -> None:
    half = PLAN.translate(str.maketrans("，。；：（）", ",.;:()")).replace(".", "。")
    assert names(recognizer, half) == names(recognizer, PLAN)


def test_broken_look_alikes_and_wide_digits_keep_their_places(recognizer: Recognizer) -> None:
    text = "推动⾼新区建设２０２５年完工，支持武汉⼤学。"
    assert view(text) == "推动高新区建设2025年完工,支持武汉大学。"
    assert "武汉⼤学" in names(recognizer, text)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\n", "\x00\x01\x02", "😀", "。", "\ud800", "\u202e\ufeff", "1" * 3000]
)
def test_odd_texts_give_no_error(recognizer: Recognizer, text: str) -> None:
    assert isinstance(recognizer.predict(text), list)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=400), st.integers(0, len(PLAN)))
def test_offsets_are_exact_for_any_text(recognizer: Recognizer, noise: str, at: int) -> None:
    text = PLAN[:at] + noise + PLAN[at:]
    found = recognizer.predict(text)
    assert found == sorted(found)
    last = 0
    for start, end, label, score in found:
        assert last <= start < end <= len(text)
        assert label in LABELS
        assert 0 <= score <= 1
        assert text[start:end] == text[start:end].strip()
        last = end


@given(st.text(max_size=2000), st.integers(10, 250))
def test_windows_cover_the_text_once(text: str, limit: int) -> None:
    spans = list(windows(text, limit))
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(0 < end - start <= limit for start, end in spans)
    assert len(view(text)) == len(text)


def test_a_name_is_found_behind_emoji_and_control_characters(recognizer: Recognizer) -> None:
    text = "😀\x07\u200b🏗️" + "依托华东师范大学开展研究。"
    start = text.index("华东师范大学")
    assert any(found[:3] == (start, start + 6, "Institution") for found in recognizer.predict(text))


def test_a_long_text_is_read_in_one_go_and_twice_the_same(recognizer: Recognizer) -> None:
    rng = random.Random(3)
    sentences = PLAN.split("。")[:-1]
    text = "".join(rng.choice(sentences) + rng.choice("。；\n") for _ in range(2500))[:100_000]
    begun = time.process_time()
    found = recognizer.predict(text)
    seconds = time.process_time() - begun
    assert len(found) > 1000
    assert len(text) / seconds > 2000  # a loaded machine; on a free core about 15,000
    assert recognizer.predict(text[:5000]) == recognizer.predict(text[:5000])


def test_the_spacy_component_stores_mentions_and_leaves_tokens_alone() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("plan_recognizer")
    doc = nlp(PLAN)
    assert doc.text == PLAN
    assert (PLAN.index("华东师范大学"), PLAN.index("华东师范大学") + 6, "Institution") in {
        mention[:3] for mention in doc._.mentions
    }
    assert spacy.blank("zh")(PLAN)._.mentions is None
