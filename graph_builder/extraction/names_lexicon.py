"""Class nouns and verbs of execution from ``data/gazetteer/verbs.yaml``, compiled once for the names."""

import re
from dataclasses import dataclass
from functools import cache

from graph_builder.extraction.relations_lexicon import alternatives
from graph_builder.resources import gazetteer


@dataclass(frozen=True)
class NameLexicon:
    """``head`` finds a class noun at a name's end, ``labels`` its label; ``area`` is a pattern of an Area's class nouns,
    ``area_with_things`` an Area and what stands in it; ``quoted_class`` what makes a quoted phrase a name, ``whole`` names that
    look like lists, ``documents`` what a plan calls itself, ``slogan`` what a place is to be like."""

    head: re.Pattern[str]
    labels: dict[str, str]
    area: str
    area_with_things: re.Pattern[str]
    quoted_class: re.Pattern[str]
    quoted_labels: dict[str, str]
    executed: re.Pattern[str]
    whole: re.Pattern[str]
    documents: re.Pattern[str]
    slogan: re.Pattern[str]


@cache
def load_names() -> NameLexicon:
    """Return the lexicon. Raises FileNotFoundError when the installation is incomplete."""
    data = gazetteer("verbs")
    labels = {noun: label for label, nouns in data["class_nouns"].items() for noun in nouns}
    quoted = {noun: label for label, nouns in data["quoted_classes"].items() for noun in nouns}
    area = alternatives(data["class_nouns"]["Area"])
    return NameLexicon(
        head=re.compile(rf"(?P<noun>{alternatives(labels)})[”’\"》]*$"),
        labels=labels,
        area=area,
        area_with_things=re.compile(
            rf"(?P<area>.+?(?:{area}))(?:(?P<inside>内)|[^、]{{0,4}}?(?:{alternatives(data['things'])}))"
        ),
        quoted_class=re.compile(alternatives(quoted)),
        quoted_labels=quoted,
        whole=re.compile(alternatives(data["whole_names"])),
        documents=re.compile(rf"(?:{alternatives(data['own_documents'])})$"),
        slogan=re.compile(alternatives(data["slogans"])),
        executed=re.compile(rf"(?:{alternatives(data['executing'])})$"),
    )
