"""What is exported for Neo4j's import tool, made a database by the real one, is the graph that it was."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kg.build import Graph
from kg.errors import StoreError, UsageError
from kg.export import Part, write
from kg.export.neo4j_admin import ARGUMENTS, SEPARATOR
from kg.files import WriteError
from kg.model import Decision, Entity, Quantity, Ref
from kg.stores import protocol
from kg.stores.cypher import FORMAT, OWN_LABELS
from kg.stores.opening import open_store
from kg.stores.remote import schema
from tests.servers.importing import imported
from tests.servers.neo4j_server import LTS, UnavailableError, running
from tests.servers.shared import VERSIONS
from tests.stores.conftest import HOMES
from tests.stores.saying import Said, article, claim, full, said, small

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.stores import Store
    from tests.servers.neo4j_server import Server

WORDS = (
    "",
    '"',
    '""',
    ";",
    ",",
    "\n",
    "\r\n",
    "\r",
    "\\",
    '\\"',
    "\t",
    " ",
    "\x00",
    SEPARATOR,
    "\ue000",
    "\uffff",
    "😀",
)
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(st.characters(exclude_categories=["Cs"])), max_size=4).map("".join)
NAMES = TEXTS.filter(bool)
LISTS = st.lists(TEXTS, max_size=3).map(tuple).filter(lambda texts: texts != ("",))
REFS = st.builds(Ref, NAMES, NAMES, st.sampled_from(("State", "Person", "Topic")), st.none() | TEXTS)


@st.composite
def hostile(draw: st.DrawFn, n: int) -> Said:
    """An article whose every text means harm."""
    more = {key: draw(st.none() | TEXTS) for key in ("title", "outlet", "author", "url")}
    of = article(f"h{n}{draw(TEXTS)}", "One\n" + draw(TEXTS), **more)
    claims = [
        claim(
            of, of.text, draw(REFS), "PROMISES", draw(REFS | st.builds(Quantity, TEXTS, st.none() | TEXTS)),
            addressee=draw(st.none() | REFS), via=tuple(draw(st.lists(REFS, max_size=2))),
            modality=draw(st.sampled_from(("actual", "possible"))), qualifier=draw(st.none() | TEXTS),
            confidence=draw(st.floats(0, 1)), rule=draw(TEXTS), trigger=draw(st.sampled_from(((), ((0, 1), (2, 3))))),
        )
        for _ in range(draw(st.integers(0, 3)))
    ]  # fmt: skip
    refs = {r.id: r for c in claims for r in c.refs.values()}
    records = {
        i: Entity(i, r.name, r.type, draw(LISTS), draw(st.none() | TEXTS), draw(st.none() | TEXTS), draw(TEXTS) or None)
        for i, r in refs.items()
    }
    return said(of, *claims, records=records, reading=draw(TEXTS))


def drawn(n: int) -> list[Said]:
    """Articles as hypothesis makes them, as many at once as one import takes."""
    found: list[Said] = []

    @settings(
        max_examples=n, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(st.data())
    def collect(data: st.DataObject) -> None:
        found.append(data.draw(hostile(len(found))))

    collect()
    return found


@pytest.fixture(scope="module")
def true(tmp_path_factory: pytest.TempPathFactory) -> list[protocol.Said]:
    """What the reference data and our examples say."""
    with Graph.open(str(tmp_path_factory.mktemp("true") / "g.kg")) as graph:
        graph.load("reference", "examples")
        return [one for article in graph.store.articles() if (one := graph.store.said(article.id))]


def fill(store: Store, true: list[protocol.Said]) -> None:
    """Put everything into a store that there may be."""
    store.add_all([*true, *(protocol.Said(*one) for one in (full(), *drawn(60)))])
    store.decide(Decision("d-1", "merge", "2024-01-01T00:00:00Z", 'm"e;\n', entity="nato-allies", into="nato"))
    store.decide(Decision("d-2", "reject", "2024-01-02T00:00:00Z", "", claim=full().claims[2].id, note=""))


def whole(store: Store) -> Iterator[Any]:
    """All that a store holds, with labels and times too."""
    yield from store.dump()
    for label in OWN_LABELS:
        rows = store.query(f"MATCH (n:{label}) RETURN n.id, labels(n), n.loaded_at").rows
        yield from sorted((id_, sorted(labels), at) for id_, labels, at in rows)


@pytest.fixture(scope="module", params=sorted(HOMES))
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Server]]:
    """A store of a home to export, and a server to import into: with an embedded store, one of the oldest version."""
    try:
        with (
            running(VERSIONS.get(request.param, LTS)) as server,
            closing(HOMES[request.param](tmp_path_factory.mktemp("source"))()) as store,
        ):
            yield store, server
    except UnavailableError as error:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"no server: {error}")


def opened(server: Server, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The graph on a server."""
    for name, value in server.env.items():
        monkeypatch.setenv(name, value)
    return open_store(server.uri, create=False)


def test_the_import_is_the_graph(
    pair: tuple[Store, Server], true: list[protocol.Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, server = pair
    fill(source, true)
    said = imported(server, write(source, tmp_path / "bulk", "neo4j-admin"), "--overwrite-destination=true")
    assert "IMPORT DONE" in said
    with closing(opened(server, monkeypatch)) as store:
        assert list(whole(store)) == list(whole(source))
        with server.driver() as driver:
            there = {record["name"] for record in driver.execute_query("SHOW INDEXES YIELD name").records}
        assert there >= {name for name, _ in schema()}
        for one in (store, source):
            one.add(*small("later", subject="nato"))
            one.withdraw("d-1")
        assert list(store.dump()) == list(source.dump())


@pytest.mark.parametrize("pair", ["embedded"], indirect=True)
def test_an_empty_graph_and_long_values(
    pair: tuple[Store, Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, server = pair
    for id_ in [one.id for one in source.articles()]:
        source.forget(id_, with_decisions=True)
    for decision, _ in list(source.decisions()):
        source.withdraw(decision.id)
    imported(server, write(source, tmp_path / "empty", "neo4j-admin"), "neo4j", "--overwrite-destination=true")
    with closing(opened(server, monkeypatch)) as store:
        assert list(store.dump()) == [{"node": "Meta", "format": FORMAT, "id": "store"}]
    source.add(article("long", "text", title='"w\n' * 2_000_000), (), (), "r")
    imported(server, write(source, tmp_path / "long", "neo4j-admin"), "--overwrite-destination=true")
    with closing(opened(server, monkeypatch)) as store:
        assert store.article("long") == source.article("long")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(HOMES["embedded"](tmp_path)()) as made:
        made.add(*full())
        yield made


def test_it_is_written_into_a_new_or_empty_folder_only(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "bulk"
    folder.mkdir()
    first = {path.name: path.read_bytes() for path in write(store, folder, "neo4j-admin").iterdir()}
    assert {"import.args", "import.sh", "README.txt", "nodes-Claim.csv", "nodes-Claim.header.csv"} <= first.keys()
    with pytest.raises(UsageError, match="bulk is a folder with other things in it: name a new one"):
        write(store, folder, "neo4j-admin")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(WriteError, match="file cannot be written: Not a directory"):
        write(store, tmp_path / "file", "neo4j-admin")
    with pytest.raises(WriteError, match="none/bulk cannot be written: No such file or directory"):
        write(store, tmp_path / "none" / "bulk", "neo4j-admin")
    with pytest.raises(UsageError, match="- is no folder"):
        write(store, Path("-"), "neo4j-admin")


def test_a_part_is_no_database(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="leave --graph-of and --min-confidence away"):
        write(Part(store, ["vilnius"]), tmp_path / "bulk", "neo4j-admin")
    assert not (tmp_path / "bulk").exists()


def test_lists_are_parted_by_what_none_holds(store: Store, tmp_path: Path) -> None:
    usual = (write(store, tmp_path / "usual", "neo4j-admin") / ARGUMENTS).read_text(encoding="utf-8")
    assert "--array-delimiter=U+001F\n" in usual
    odd = Entity("odd", "odd", "Topic", (SEPARATOR, "\ue000"))
    store.add(*said(small("b", object_="odd").article, *small("b", object_="odd").claims, records={"odd": odd}))
    other = (write(store, tmp_path / "other", "neo4j-admin") / ARGUMENTS).read_text(encoding="utf-8")
    assert "--array-delimiter=U+E001\n" in other


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("SET n.aliases = ['']", "'aliases' cannot be exported: .* a list of one empty text"),
        ("SET n.others = []", "'others' cannot be exported: .* an empty list"),
        ("SET n.mixed = [1, 'a']", "'mixed' cannot be exported: neo4j-admin has no column for int and str"),
        ("SET n.`a:b` = 1", "'a:b' cannot be exported: neo4j-admin takes names"),
        ("REMOVE n.id", "A node of Entity has no id"),
    ],
)
def test_what_the_tool_cannot_read_is_refused(store: Store, change: str, words: str, tmp_path: Path) -> None:
    list(store.query(f"MATCH (n:Entity {{id: 'nato'}}) {change}", write=True).rows)
    with pytest.raises(StoreError, match=words):
        write(store, tmp_path / "bulk", "neo4j-admin")
    assert [path for path in tmp_path.iterdir() if "bulk" in path.name] == []


def test_what_people_add_is_exported_in_columns_of_its_kind(store: Store, tmp_path: Path) -> None:
    for id_, value in (("nato", "1"), ("ukraine", "'one'"), ("nato-allies", "true")):
        list(store.query(f"MATCH (n:Entity {{id: '{id_}'}}) SET n:Odd, n.note = {value}", write=True).rows)
    folder = write(store, tmp_path / "bulk", "neo4j-admin")
    heads = [path.read_text(encoding="utf-8") for path in folder.glob("nodes-*.header.csv")]
    assert {head.partition("note:")[2].strip() for head in heads if "note:" in head} == {"long", "string", "boolean"}
