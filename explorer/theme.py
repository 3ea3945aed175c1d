"""The pages' stylesheet: the design language's tokens, with the labels' colours from the schema."""

from functools import cache
from pathlib import Path

from graph_builder.schema import load_schema

_HERE = Path(__file__).parent


def _both(light: str, dark: str) -> str:
    return f"light-dark({light}, {dark})"


def _label_rules() -> str:
    """Variables --m, --t and --i (mark, tint, ink) of each label, and the classes that use them."""
    variables, rules = [], []
    for name, label in load_schema().labels.items():
        light, dark = label.colors.light, label.colors.dark
        variables.append(f"--m-{name}:{_both(light.mark, dark.mark)};")
        variables.append(
            f"--t-{name}:{_both(light.tint, dark.tint)};--i-{name}:{_both(light.ink, dark.ink)};"
        )
        rules.append(f".m-{name}{{background:var(--m-{name})}}")
        rules.append(f".r-{name}{{border-top-color:var(--m-{name}) !important}}")
        rules.append(f".k-{name}{{background:var(--t-{name});border-bottom-color:var(--m-{name})}}")
    return f".stApp{{{''.join(variables)}}}{''.join(rules)}"


@cache
def stylesheet() -> str:
    """The style element for ``st.html``."""
    files = [(_HERE / name).read_text("utf-8") for name in ("shapes.css", "style.css")]
    return f"<style>{''.join(files)}{_label_rules()}</style>"
