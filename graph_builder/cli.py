"""The command ``planatlas``: thin; each command names the one function that does the work."""

import click

from graph_builder import console
from graph_builder.commands import data, database, evaluation, questions


@click.group(cls=console.Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--verbose", is_flag=True, help="Show the traceback of an error.")
@click.version_option(package_name="planatlas")
def main(verbose: bool) -> None:
    """Turn Chinese government plans into a knowledge graph people can trust (规划图谱)."""
    console.prepare_streams()
    console.prepare_signals()


for _command in (*data.COMMANDS, *questions.COMMANDS, *evaluation.COMMANDS, *database.COMMANDS):
    main.add_command(_command)
