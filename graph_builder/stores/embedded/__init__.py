"""Neo4j, the real one, as a child process: provisioned, started, found again and stopped."""

from graph_builder.stores.embedded.address import Address, ServerStatus
from graph_builder.stores.embedded.server import EmbeddedServer

__all__ = ["Address", "EmbeddedServer", "ServerStatus"]
