"""`kg query PRESET`: one command a preset, made from its header when it is asked for."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from kg.cli import completion, session
from kg.cli.output import Format, FormatOption
from kg.errors import KgError, ParameterError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.presets import Parameter, Preset

LimitOption = Annotated[int, typer.Option(min=0, help="Print at most so many rows; 0 for all.")]
ConfidenceOption = Annotated[
    float, typer.Option(min=0, max=1, help="Leave out rows that rest on a claim less certain than this.")
]
StrictOption = Annotated[
    bool, typer.Option("--strict", help="Only what is named: nobody who acts for it, no narrower topics.")
]
COMPLETED: Mapping[str, Callable[..., list[str]]] = {
    "entity": completion.entity_names,
    "summit": completion.summit_names,
    "topic": completion.topic_names,
    "relation": completion.relation_names,
    "class": completion.class_names,
}


class PresetGroup(TyperGroup):
    """Presets as commands; a preset's file is read only where it is named, or where all are listed."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override,unused-ignore] # noqa: ARG002 - as Typer calls it
        """The names of those that can be read; what is wrong with the others is said."""
        from kg.presets import readable

        found, broken = readable()
        for problem in broken:
            session.complain(str(problem))
        return [preset.name for preset in found]

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override,unused-ignore]
        """The command for a preset. UnknownNameError with the nearest names, unless a shell only completes."""
        from kg.presets import preset

        try:
            return command(preset(cmd_name))
        except KgError:
            if ctx.resilient_parsing:
                return None
            raise


class PresetCommand(TyperCommand):
    """A preset as a command that says what it takes where an option is none of its own."""

    asked: Preset

    def collect_usage_pieces(self, ctx: typer.Context) -> list[str]:  # type: ignore[override,unused-ignore]
        """What the usage line names: the parameters that need no option."""
        return [*(f"[{name.upper()}]" for name in wordless(self.asked)), *super().collect_usage_pieces(ctx)]

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override,unused-ignore]
        """Parse; words that belong to no option are the values of the parameters that need none.

        ParameterError for an option that there is not, and for words that are too many.
        """
        from kg.presets.asking import unknown

        taking = {name: not parameter.is_flag for parameter in self.get_params(ctx) for name in parameter.opts}  # type: ignore[attr-defined]
        for word in () if ctx.resilient_parsing else args:
            name = word.partition("=")[0]
            if word == "--":
                break
            if name.startswith("--") and name not in taking:
                raise ParameterError(unknown(self.asked, name[2:]))
        return super().parse_args(ctx, args if ctx.resilient_parsing else self._named(args, taking))

    def _named(self, args: list[str], taking: Mapping[str, bool]) -> list[str]:
        """The arguments, each word that belongs to no option with the option of its parameter before it."""
        given = {word.partition("=")[0] for word in args}
        free = [flag for name in wordless(self.asked) if (flag := _flag(name)) not in given]
        named: list[str] = []
        words = iter(args)
        for word in words:
            if word.startswith("-") and word != "-":
                named.append(word)
                if taking.get(word) and (value := next(words, None)) is not None:
                    named.append(value)
            elif free:
                named += [free.pop(0), word]
            else:
                raise ParameterError(_too_many(self.asked, word))
        return named


def wordless(preset: Preset) -> list[str]:
    """The parameters whose values need no option: the first one, and all that are needed."""
    return [p.name for n, p in enumerate(preset.parameters.values()) if n == 0 or p.required]


def _too_many(preset: Preset, word: str) -> str:
    without = len(wordless(preset))
    takes = f"{without} word{'s' if without > 1 else ''}" if without else "no words"
    return (
        f"{preset.name} takes {takes} without an option: say what {word!r} is, as in `{preset.example or preset.name}`."
    )


def command(preset: Preset) -> TyperCommand:
    """The command that asks a preset: its parameters are options."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    epilog = f"Example: {preset.example}" if preset.example else None
    app.command(preset.name, cls=PresetCommand, help=f"{preset.title}.\n\n{preset.description}", epilog=epilog)(
        _function(preset)
    )
    made = typer.main.get_command(app)
    assert isinstance(made, PresetCommand)  # noqa: S101 - that is the class just asked for
    made.asked = preset
    return made


def _function(preset: Preset) -> Callable[..., None]:
    from kg.presets.statement import gives

    def run(*, form: Format, limit: int, strict: bool, min_confidence: float = 0.0, **given: Any) -> None:
        from kg.cli.presets import print_rows

        with session.graph() as graph:
            result = graph.query(preset.name, strict=strict, min_confidence=min_confidence, **given)
        for note in result.notes:
            session.say(note)
        if not print_rows(result.columns, iter(result.rows), form, limit):
            session.say(f"{preset.title}: nothing is known{_asked(result.asked)}.")

    without = wordless(preset)
    own = (_option(parameter, wordless=parameter.name in without) for parameter in preset.parameters.values())
    shared = [
        _parameter("form", FormatOption, default=Format.TABLE),
        _parameter("limit", LimitOption, default=1000),
        _parameter("strict", StrictOption, default=False),
    ]
    if gives(preset.statement, "claim"):
        shared.append(_parameter("min_confidence", ConfidenceOption, default=0.0))
    run.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]
    return run


def _asked(asked: Mapping[str, str]) -> str:
    return " with " + ", ".join(f"{_flag(name)} {said}" for name, said in asked.items()) if asked else " at all"


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _option(parameter: Parameter, *, wordless: bool) -> inspect.Parameter:
    single = parameter.type in ("date", "number", "text", "class") and not parameter.choices
    metavar = "|".join(parameter.choices) or parameter.type.upper()
    option = typer.Option(
        _flag(parameter.name),
        metavar=metavar,
        help=_help(parameter, several=not single, wordless=wordless),
        autocompletion=_completed(parameter),
        show_default=False,
    )
    return _parameter(parameter.name, Annotated[str | None if single else list[str] | None, option], default=None)


def _help(parameter: Parameter, *, several: bool, wordless: bool) -> str:
    default = parameter.default
    said = ", ".join(map(str, default)) if isinstance(default, list) else default
    notes = [
        "needed" if parameter.required else "",
        "or a word without option" if wordless else "",
        "2023, 2023-07 or 2023-07-11" if parameter.type == "date" else "",
        "may be given again" if several and not parameter.choices else "",
        f"default {said}" if said is not None else "",
    ]
    listed = "; ".join(filter(None, notes))
    return f"{parameter.help[:1].upper()}{parameter.help[1:]}" + (f" ({listed})." if listed else ".")


def _completed(parameter: Parameter) -> Callable[..., list[str]] | None:
    if parameter.choices:
        choices = parameter.choices

        def chosen(incomplete: str) -> list[str]:
            return completion.matching(incomplete, choices)

        return chosen
    return COMPLETED.get(parameter.type)


def _parameter(name: str, annotation: Any, *, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
