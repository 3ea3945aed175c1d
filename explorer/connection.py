"""The one way to the graph: a Streamlit connection that only reads."""

from contextlib import ExitStack
from threading import Lock
from typing import Any

from neo4j.exceptions import DriverError
from streamlit.connections import BaseConnection

from graph_builder.errors import StoreError
from graph_builder.stores.connection import connect, resolve_address, translated
from graph_builder.stores.reader import Reader, Result

LIMIT = 20_000
#: Two who ask at once, while the server starts, wait for one connection.
_OPENING = Lock()


class GraphConnection(BaseConnection[Reader]):
    """``st.connection("graph", type=GraphConnection)``: shared by all sessions; opens again after the server went away."""

    def _connect(self, **_: Any) -> Reader:
        self._open = ExitStack()
        self._address = resolve_address()
        return Reader(self._open.enter_context(connect(self._address)))

    def run(self, cypher: str, parameters: dict[str, Any], limit: int = LIMIT) -> Result:
        """A reading query's answer. Raises StoreError when the database does not answer, QueryError when it refuses."""
        with _OPENING:
            reader = self._instance
        try:
            with translated(self._address):
                return reader.run(cypher, parameters, limit=limit)
        except (StoreError, DriverError) as error:
            # The next run looks for the server anew: it may be back at another port.
            self.reset()
            raise StoreError(str(error)) from error

    def reset(self) -> None:
        """Close the driver; the next query opens another."""
        self._open.close()
        super().reset()
