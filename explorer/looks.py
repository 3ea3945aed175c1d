"""How labels and relations look and are called, in one place and only from the schema."""

from functools import cache
from typing import Any

from explorer.numbers import COMPARATORS
from explorer.plan_view import OUTLINE_RELATIONS
from explorer.tree import Tree, h
from explorer.words import words
from graph_builder.exports.answer import Language
from graph_builder.schema import Label, RelationType, load_schema

#: Relations that stand for "is named here" in a cell of one character.
NAMED = "MENTIONS"
#: The role of a SAME_AS that nobody has decided.
PROPOSED = "proposed"


def label_title(name: str, language: str) -> str:
    """A label's word."""
    title = load_schema().label(name).title
    return title.en if language == "en" else title.zh


def relation_title(name: str, language: str) -> str:
    """A relation type's word."""
    title = load_schema().relation(name).title
    return title.en if language == "en" else title.zh


def variant_title(kind: RelationType, value: str, language: str) -> str:
    """The word of a role or stage; the relation's own where it has none."""
    if not value:
        return relation_title(kind.name, language)
    if value == PROPOSED:
        return words("likely_same", language)
    if language == "en":
        return value.replace("_", " ")
    titles = [each.titles[value] for each in kind.properties.values() if value in each.titles]
    return titles[0] if titles else value


def fact_title(type_name: str, variant: str, language: str) -> str:
    """What a relation is called: its role or stage where it has one."""
    return variant_title(load_schema().relation(type_name), variant, language)


@cache
def schema_words(language: Language) -> dict[str, str]:
    """The words for what the graph calls its labels, relations, roles and stages, comparators and kinds of target."""
    schema = load_schema()
    found = {name: label_title(name, language) for name in schema.labels}
    for name, kind in schema.relations.items():
        found[name] = relation_title(name, language)
        for each in kind.properties.values():
            found |= {value: variant_title(kind, value, language) for value in each.titles}
    found |= {sign: shown or sign for sign, shown in COMPARATORS.items() if sign != "range"}
    found["range"] = words("cmp_range", language)
    modality = schema.label("Target").properties["modality"]
    return found | {value: words(f"modality_{value}", language) for value in modality.enum or ()}


def fact_sign(type_name: str, variant: str) -> str:
    """The one character of a matrix cell: 牵 责 配 依 支 组 承 联 提."""
    return fact_title(type_name, variant, "zh")[0]


def shape(label: str) -> Tree:
    """A label's mark: its shape in its colour, without words."""
    return h("i", cls=f"shape s-{label} m-{label}", aria_hidden="true")


def shown_name(label: str, name: str) -> str:
    """A node's name as it is shown: the comparators in a target's name as signs."""
    return name.replace(">=", "⩾").replace("<=", "⩽") if label == "Target" else name


def label_word(label: str, language: str) -> Tree:
    """A label's mark and word."""
    return h("span", shape(label), label_title(label, language), cls="label")


def label_looks(language: str) -> dict[str, Any]:
    """The looks of all labels as the graph component takes them."""
    return {name: _label_look(label, language) for name, label in load_schema().labels.items()}


def _label_look(label: Label, language: str) -> dict[str, Any]:
    return {
        "title": label_title(label.name, language),
        "glyph": label.glyph,
        "shape": label.shape,
        "light": label.colors.light.model_dump(),
        "dark": label.colors.dark.model_dump(),
    }


def edge_looks(language: str) -> dict[str, Any]:
    """The looks of all lines by ``look_key``: a type's own, and one for each role or stage that differs."""
    found: dict[str, Any] = {}
    for name, kind in load_schema().relations.items():
        edge = kind.edge
        title = (
            words("outline_facts", language) if name in OUTLINE_RELATIONS else relation_title(name, language)
        )
        own: dict[str, Any] = {"title": title, "color": edge.color, "width": edge.width or 1.2}
        own |= {"style": edge.style, "dash": list(edge.dash or (6, 4))}
        found[name] = own
        for variant, stroke in edge.variants.items():
            differing = {
                key: value
                for key, value in stroke.model_dump(exclude_unset=True).items()
                if value is not None
            }
            title = variant_title(kind, variant, language)
            found[f"{name}:{variant}"] = own | differing | {"title": title}
    return found


def look_key(type_name: str, variant: str) -> str:
    """The key of a line's look in ``edge_looks``."""
    variants = load_schema().relation(type_name).edge.variants
    return f"{type_name}:{variant}" if variant in variants else type_name


def edge_text(type_name: str, variant: str, language: str) -> str:
    """What is written on a line: the role or stage where the type has one."""
    return fact_title(type_name, variant, language) if variant else ""
