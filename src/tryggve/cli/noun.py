"""How every noun begins, so that all speak alike: plain help, and no stack traces in colour."""

import typer


def noun() -> typer.Typer:
    """An empty noun. With one command the noun is the command: `tryggve doctor`."""
    return typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
