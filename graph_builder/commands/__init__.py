"""The commands of ``planatlas``, a module a kind."""
