"""The command line: one file a command group, one boundary that turns errors into sentences."""

from __future__ import annotations

import logging
import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kg import __version__
from kg.cli import session
from kg.errors import KgError, UsageError


class _Commands(TyperGroup):
    """The commands; a reader of their output that has seen enough, as `head` does, ends them without a word."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override,unused-ignore]
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:  # caught here, since Typer takes it for a failure
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return None
        return done


app = typer.Typer(
    name="kg",
    cls=_Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="The graph of what was promised: claims from articles and official texts, each with the words that prove it.",
    epilog="Start with: kg load examples, then kg presets, then kg query promises --to Ukraine.",
)


_VALUED = ("--store", "--content")
_FLAGS = ("--quiet", "-q", "--verbose", "-v")


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


StoreOption = Annotated[
    str | None,
    typer.Option(metavar="PATH", envvar="KG_STORE", help="Where the graph lives.", show_default="./summits.kg"),
]
ContentOption = Annotated[
    str | None,
    typer.Option(metavar="DIR", help="A folder with your own ontology/, loaders/ or queries/; as KG_CONTENT."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Only errors on stderr.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Say more on stderr; trace internal errors.")]
VersionOption = Annotated[bool, typer.Option(callback=_print_version, is_eager=True, help="Print the version.")]


@app.callback()
def _main(
    store: StoreOption = None,
    content: ContentOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    version: VersionOption = False,
) -> None:
    del version  # printed already
    if content:
        os.environ["KG_CONTENT"] = content
    logging.basicConfig(format="kg: %(message)s", handlers=[session.Words()])
    if verbose:
        logging.getLogger("kg").setLevel(logging.DEBUG)
    session.settings = session.Settings(store, quiet, verbose)


def main() -> None:
    """Run the command line; every failure is one line on stderr and exit code 1, or 2 for wrong usage."""
    _streams()
    _register()
    try:
        app(fronted(sys.argv[1:]))
    except KgError as error:
        session.complain(str(error))
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except OSError as error:
        what = error.filename or "The output cannot be written"  # only a stream has no name
        session.complain(f"{what}: {error.strerror or error}")
        sys.exit(1)
    except Exception as error:  # no traceback reaches a user
        if session.settings.verbose:
            raise
        session.complain(
            f"Internal error: {type(error).__name__}: {error}. Please report it with what --verbose prints."
        )
        sys.exit(1)


def _streams() -> None:
    """Streams that take any character, and lead nowhere where the caller closed them: what is opened next is no output.

    What the encoding of stdout lacks is written as an escape: nothing is lost, and nothing stops half-way.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - until the program ends
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def fronted(words: list[str]) -> list[str]:
    """The words of a call with the options that all commands share put before the command, wherever they stood."""
    front: list[str] = []
    rest: list[str] = []
    position = 0
    while position < len(words) and words[position] != "--":
        word = words[position]
        taken = 2 if word in _VALUED else 1 if word in _FLAGS or word.split("=")[0] in _VALUED else 0
        (front if taken else rest).extend(words[position : position + (taken or 1)])
        position += taken or 1
    return [*front, *rest, *words[position:]]


def _register() -> None:
    """Hang each command group on the app, in the order in which --help lists them."""
    from kg.cli import check, decide, doctor, export, extract, load, moving, ontology, presets, serve, store, view

    for group in (load, extract, presets, view, export, serve, decide, store, moving, check, doctor, ontology):
        group.register(app)
