"""``python -m graph_builder`` is the command ``planatlas``."""

from graph_builder.cli import main

main(prog_name="planatlas")
