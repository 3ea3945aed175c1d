"""The graph database: one loader, one reader, and the embedded server."""
