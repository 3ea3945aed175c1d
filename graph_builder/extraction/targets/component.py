"""The spaCy component ``plan_targets``: reads ``doc._.document`` and ``doc._.mentions``, sets ``doc._.targets``."""

from spacy.language import Language
from spacy.tokens import Doc

from graph_builder.documents.document import Document
from graph_builder.extraction.targets.extractor import find_targets


@Language.component("plan_targets", assigns=["doc._.targets"])
def plan_targets(doc: Doc) -> Doc:
    """Find the targets of the Document and keep them as list[TargetSpan] in ``doc._.targets``."""
    document: Document = doc._.document
    period = (
        (document.period_start, document.period_end)
        if document.period_start and document.period_end
        else None
    )
    doc._.targets = find_targets(
        document.text, document.outline, doc._.mentions or (), document.body, period, document.blocks
    )
    return doc
