"""What one clause of a sentence says about the names of the clause before it.

加快建设云台路，力争年底前通车 completes the road; 推进云台路，望月路等项目 goes on with the same verb.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from graph_builder.documents.document import Span
from graph_builder.extraction.relations_lexicon import Lexicon
from graph_builder.extraction.spans import EntityRelation

_LEAD = re.compile(r"(?:并|且|力争|确保|争取|实现|计划|预计|力促|保证|推动|尽快|早日|于)*[^，。；、的]{0,8}?")
#: The two clauses must touch: only a comma between them.
_REST = 4
_COMMA = re.compile(r"[，,]\s*")


def follow_up(
    text: str, clause: Span, before: Sequence[EntityRelation], lexicon: Lexicon
) -> list[EntityRelation]:
    """Return the relations of the clause before with the phase that a nameless ``clause`` gives them, when it gives one."""
    lead = _LEAD.match(text, clause.start, clause.end)
    words = text[clause.start : clause.end]
    for stage in ("completed", "started"):
        found = lexicon.tails[stage].search(words)
        if found and lead and len(words) - found.end() <= _REST and _LEAD.fullmatch(words[: found.start()]):
            return [
                replace(relation, stage=stage, trigger=found["trigger"], clause_end=clause.end)
                if _is_going_on(relation, text, clause)
                else relation
                for relation in before
            ]
    return list(before)


def _is_going_on(relation: EntityRelation, text: str, clause: Span) -> bool:
    return (
        relation.type == "ADVANCES"
        and relation.stage == "ongoing"
        and _COMMA.fullmatch(text, relation.clause_end, clause.start) is not None
    )
