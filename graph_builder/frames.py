"""The saved queries as functions with a pandas dataframe as result, for notebooks::

    from graph_builder import frames
    frames.institution_tasks(name="铁四院", role="lead")

A query's function has its name with underscores, its parameters as keywords, and its header as help.
"""

import inspect
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from graph_builder.saved_queries import SavedQuery, ask, find_query, load_queries
from graph_builder.stores.connection import connect
from graph_builder.stores.reader import ROW_LIMIT, Reader, Result

if TYPE_CHECKING:
    import pandas as pd


def __getattr__(name: str) -> "Callable[..., pd.DataFrame]":
    """Return the function of a saved query. Raises AttributeError for a name that none has."""
    queries = {query.replace("-", "_"): query for query in load_queries()}
    if name not in queries:
        raise AttributeError(f"there is no saved query {name}; known: {', '.join(queries)}")
    return _function(find_query(queries[name]))


def __dir__() -> list[str]:
    return [name.replace("-", "_") for name in load_queries()]


def to_frame(result: Result) -> "pd.DataFrame":
    """Return an answer as a dataframe: columns in order, whole numbers whole where some are missing."""
    import pandas as pd

    return pd.DataFrame(result.records(), columns=result.columns).convert_dtypes()


def _function(query: SavedQuery) -> "Callable[..., pd.DataFrame]":
    def function(*, limit: int = ROW_LIMIT, **values: Any) -> "pd.DataFrame":
        query.bind(values)  # wrong parameters are said before a server is started
        with connect() as driver:
            result = ask(query.name, values, Reader(driver), limit=limit)
        if result.truncated:
            warnings.warn(f"only the first {limit} rows are returned; limit= raises the cap", stacklevel=2)
        return to_frame(result)

    function.__name__ = function.__qualname__ = query.name.replace("-", "_")
    function.__doc__ = _help(query)
    function.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                key,
                inspect.Parameter.KEYWORD_ONLY,
                default=inspect.Parameter.empty if parameter.required else parameter.default,
            )
            for key, parameter in query.parameters.items()
        ]
        + [inspect.Parameter("limit", inspect.Parameter.KEYWORD_ONLY, default=ROW_LIMIT)]
    )
    return function


def _help(query: SavedQuery) -> str:
    lines = [f"{query.title.zh} / {query.title.en}", "", query.description.zh, query.description.en, ""]
    lines += [f"{key} ({it.type}): {it.title.zh} / {it.title.en}" for key, it in query.parameters.items()]
    columns = ", ".join(f"{key} {column.zh}" for key, column in query.columns.items())
    return "\n".join(
        [*lines, f"Columns: {columns}.", "", "Raises QueryError and StoreError, each of one line."]
    )
