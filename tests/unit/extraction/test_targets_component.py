"""The spaCy component reads the Document and leaves the targets on the Doc."""

import spacy
from spacy.tokens import Doc

import graph_builder.extraction.targets  # noqa: F401  (registers the factory)
from graph_builder.documents.document import Document, Outline, Span


def test_component_sets_the_targets() -> None:
    text = "全年新增停车泊位1万个。"
    for name in ("document", "mentions", "targets"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    nlp = spacy.blank("zh")
    nlp.add_pipe("plan_targets")
    doc = nlp.make_doc(text)
    doc._.document = Document(
        text, (), (Span(0, len(text)),), Outline(), "", period_start="2024-01-01", period_end="2024-12-31"
    )
    (target,) = nlp(doc)._.targets
    assert text[target.start : target.end] == "新增停车泊位1万个"
    assert target.period_end == "2024-12-31"
