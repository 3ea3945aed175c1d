"""The single keys, and the sheet that shows them; what they do is in ``sheet/keys.js`` and the graph component."""

from explorer.address import say
from explorer.tree import Tree, h

ID = "keys"
#: Keys by where they work, each with the key of its words.
KEYS: dict[str, tuple[tuple[str, str], ...]] = {
    "keys_everywhere": (
        ("/", "key_search"),
        ("T", "key_text"),
        ("G", "key_graph"),
        ("Q", "key_quote"),
        ("J K", "key_next"),
        ("?", "key_all"),
    ),
    "keys_canvas": (
        ("← ↑ → ↓", "key_arrows"),
        ("Enter", "key_open"),
        ("E", "key_expand"),
        ("P", "key_pin"),
        ("U", "key_undo"),
        ("J K", "key_nodes"),
        ("Esc", "key_clear"),
    ),
}


def keys_button() -> Tree:
    """Opens the sheet with a click, as ``?`` does."""
    return h("button", "?", cls="kbd", key="?", opens=ID, title=say("key_all"), aria_label=say("key_all"))


def keys_sheet() -> Tree:
    """All keys by where they work, and the switch that turns them off."""
    parts = [
        part
        for place, keys in KEYS.items()
        for part in (
            h("h4", say(place)),
            h("dl", *(each for pair in keys for each in _row(*pair)), cls="pairs"),
        )
    ]
    switch = h("button", say("keys_on"), cls="as-link", switch="keys", aria_pressed="true")
    close = h("button", say("close"), h("kbd", "Esc", cls="kbd"), cls="as-link", opens=ID)
    return h(
        "dialog",
        h("h3", say("key_all")),
        *parts,
        h("p", say("keys_note"), cls="note"),
        h("p", switch, close, cls="ways"),
        id=ID,
        aria_label=say("key_all"),
    )


def hints(*keys: tuple[str, str]) -> Tree:
    """The keys that help most with what is on show, each with the key of its words, in one line."""
    shown = [
        part
        for names, words in keys
        for part in (*(h("kbd", name, cls="kbd") for name in names.split()), f" {say(words)} ")
    ]
    return h("p", *shown, cls="keys")


def _row(keys: str, words: str) -> tuple[Tree, Tree]:
    shown = [part for key in keys.split() for part in (h("kbd", key, cls="kbd"), " ")]
    return h("dt", *shown), h("dd", say(words))
