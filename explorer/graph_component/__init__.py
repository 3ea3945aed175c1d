"""The graph on the page. Source in ``src/`` (TypeScript); the bundle is ``../static/graph.js``, see README.md."""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_BUNDLE = _HERE.parent / "static" / "graph.js"

# The bundle is half a megabyte: it is fetched once as a file of this server and not sent with every change.
_LOADER = """
const bundle = import(`${{location.origin}}/app/static/graph.js?v={version}`);
export default function (component) {{
  let gone = false;
  let clean = () => undefined;
  void bundle.then((graph) => {{ if (!gone) clean = graph.default(component); }});
  return () => {{ gone = true; clean(); }};
}}
"""


@cache
def _loader() -> str:
    return _LOADER.format(version=sha256(_BUNDLE.read_bytes()).hexdigest()[:12])


@cache
def _style() -> str:
    return (_HERE.parent / "shapes.css").read_text("utf-8") + (_HERE / "graph.css").read_text("utf-8")


_GRAPH = st.components.v2.component("planatlas_graph", js=_loader(), css=_style())


def graph(data: dict[str, Any], key: str, act: Callable[[dict[str, Any]], None], height: int) -> None:
    """Show the graph; ``act`` is called with each of the reader's actions (see ``src/types.ts``) before the next run.

    ``height`` is in pixels.
    """
    answered = f"{key}-acted"

    def acted() -> None:
        sent = st.session_state[key].get("act")
        for action in sent if isinstance(sent, list) else ():
            # What waited for an answer is told again with the next action: each counts once.
            if action["n"] > st.session_state.get(answered, 0):
                st.session_state[answered] = action["n"]
                act(action)

    data = {**data, "acted": st.session_state.get(answered, 0)}
    _GRAPH(key=key, data=data, height=height, on_act_change=acted)
