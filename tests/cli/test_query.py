"""`kg presets`, `kg query`, `kg cypher` and the completion of their words, through the program's own boundary."""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import TYPE_CHECKING, Protocol

import pytest

import kg.cli
from kg.cli import presets, session
from kg.stores.opening import open_store
from tests.presets.graph import fill

if TYPE_CHECKING:
    from pathlib import Path

REFUSAL = "will not give Ukraine a timetable for membership"


class Run(Protocol):
    """Runs kg on the small graph: exit code, stdout, stderr."""

    def __call__(self, *words: str, stdin: str = "") -> tuple[int, str, str]: ...


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("query") / "graph.kg"
    store = open_store(str(path), create=True)
    fill(store)
    store.close()
    return path


@pytest.fixture(scope="module", autouse=True)
def registered() -> None:
    presets.register(kg.cli.app)


@pytest.fixture
def run(location: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setattr(kg.cli, "_register", lambda: None)
    monkeypatch.setattr(session, "settings", session.Settings())
    monkeypatch.setenv("COLUMNS", "100")

    def ran(*words: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kg", "--store", str(location), *words])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        with pytest.raises(SystemExit) as left:
            kg.cli.main()
        out, err = capsys.readouterr()
        return int(left.value.code or 0), out, err

    return ran


def records(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_presets_lists_what_can_be_asked(run: Run) -> None:
    code, out, _ = run("presets", "--format", "jsonl")
    assert run("presets", "list", "--format", "jsonl") == (code, out, "")
    listed = {row["preset"]: row for row in records(out)}
    assert code == 0
    assert len(listed) >= 14
    assert listed["promises"]["title"] == "Who promises what to whom"
    assert "topic" in str(listed["promises"]["parameters"])


def test_show_tells_all_about_one(run: Run) -> None:
    code, out, _ = run("presets", "show", "demands")
    assert code == 0
    for words in (
        "demands: Demands and the answers they got",
        "--by",
        "from_addressee",
        "Example: kg query demands",
        "MATCH (d:Claim)",
    ):
        assert words in out


def test_show_cypher_is_a_statement_that_runs(run: Run) -> None:
    _, statement, _ = run("presets", "show", "sanctions", "--cypher")
    nothing = [word for name in ("by", "on", "since", "until") for word in ("-p", f"{name}=null")]
    code, out, _ = run("cypher", "-", "--format", "jsonl", *nothing, stdin=statement)
    assert code == 0
    assert [row["object"] for row in records(out)] == ["Russian banks"]


def test_show_of_an_unknown_preset_proposes_the_nearest(run: Run) -> None:
    assert run("presets", "show", "refusal")[::2] == (2, "kg: There is no preset 'refusal'. Did you mean refusals?\n")


def test_query_gives_each_row_its_words_and_its_source(run: Run) -> None:
    code, out, err = run("query", "refusals", "--by", "NATO", "--to=Kyiv", "--format", "jsonl")
    assert (code, err) == (0, "")
    first = records(out)[0]
    assert (first["subject"], first["quote"], first["stated_by"]) == ("NATO", REFUSAL, "two allied officials")
    assert first["sources"] == ["vilnius-eve", "vilnius-eve-again"]


def test_a_first_word_is_the_first_parameter(run: Run) -> None:
    for words in (("about", "Ukraine"), ("refusals", "NATO", "--to", "Ukraine")):
        first = {"about": "--what", "refusals": "--by"}[words[0]]
        code, out, err = run("query", *words, "--format", "jsonl")
        assert (code, err) == (0, "")
        assert out == run("query", words[0], first, *words[1:], "--format", "jsonl")[1] != ""
    code, out, err = run("query", "refusals", "NATO", "Ukraine")
    assert (code, out) == (2, "")
    assert err.startswith("kg: refusals takes 1 word without an option: say what 'Ukraine' is, as in `kg query")
    assert "query about [WHAT] [OPTIONS]" in run("query", "about", "--help")[1]


def test_further_words_are_the_parameters_that_are_needed(run: Run) -> None:
    plain = run("query", "between", "--one", "NATO", "--other", "Ukraine", "--format", "jsonl")
    assert plain[1]
    for words in (
        ("NATO", "Ukraine", "--format", "jsonl"),
        ("--format", "jsonl", "NATO", "Ukraine"),
        ("--other", "Ukraine", "-f", "jsonl", "NATO"),
        ("--format=jsonl", "NATO", "--other=Ukraine"),
    ):
        assert run("query", "between", *words) == plain
    assert run("query", "between", "--strict", "NATO", "Ukraine", "Germany")[0] == 2
    assert "query between [ONE] [OTHER] [OPTIONS]" in run("query", "between", "--help")[1]


def test_what_a_name_stands_for_is_said_beside_the_rows(run: Run) -> None:
    code, out, err = run("query", "about", "Georgia", "--format", "jsonl")
    assert code == 0
    assert err.startswith("Georgia stands for Georgia (georgia) and Georgia (US state) (georgia-us)")
    assert run("--quiet", "query", "about", "Georgia", "--format", "jsonl") == (0, out, "")


def test_evidence_of_no_claim_is_wrong_usage(run: Run) -> None:
    assert run("query", "evidence", "xxx") == (
        2,
        "",
        "kg: There is no claim 'xxx'. Other presets give ids of claims in their column claim: kg query about NAME.\n",
    )


def test_uncertain_claims_can_be_left_out(run: Run) -> None:
    wide = records(run("query", "promises", "--format", "jsonl")[1])
    narrow = records(run("query", "promises", "--min-confidence", "1", "--format", "jsonl")[1])
    assert len(narrow) < len(wide)
    assert run("query", "texts", "--min-confidence", "1")[0] == 2  # its rows are no claims


def test_query_as_a_table_fits_the_terminal(run: Run) -> None:
    code, out, _ = run("query", "promises")
    assert code == 0
    assert max(len(line) for line in out.splitlines()) <= 100
    assert out.splitlines()[0].split()[:4] == ["said_on", "subject", "relation", "object"]
    assert (
        "    quote: The Group of Seven promised Ukraine long-term security commitments on Wednesday" in out.splitlines()
    )


def test_a_parameter_may_be_given_again(run: Run) -> None:
    _, out, _ = run("query", "disputes", "--by", "Hungary", "--by", "Germany", "--format", "jsonl")
    assert {row["subject"] for row in records(out)} == {"Hungary", "Germany"}


def test_strict_leaves_out_who_acts_for_it(run: Run) -> None:
    _, wide, _ = run("query", "refusals", "--by", "NATO", "--format", "jsonl")
    _, narrow, _ = run("query", "refusals", "--by", "NATO", "--strict", "--format", "jsonl")
    assert {row["subject"] for row in records(wide)} == {"NATO", "NATO allies"}
    assert {row["subject"] for row in records(narrow)} == {"NATO"}


def test_an_empty_answer_says_what_was_asked(run: Run) -> None:
    code, out, err = run("query", "sanctions", "--by", "kenya", "--since", "2023", "--strict")
    assert (code, out) == (0, "")
    assert err == "Who sanctions whom: nothing is known with --by Kenya, --since 2023.\n"
    assert run("--quiet", "query", "sanctions", "--by", "kenya")[1:] == ("", "")


def test_limit_cuts_and_says_so(run: Run) -> None:
    _, out, err = run("query", "promises", "--limit", "2", "--format", "jsonl")
    assert len(records(out)) == 2
    assert err == "There are more rows than --limit 2: raise it, or give 0 for all.\n"
    _, out, err = run("query", "promises", "--limit", "0", "--format", "jsonl")
    assert len(records(out)) == 5
    assert err == ""


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("promise",), "There is no preset 'promise'. Did you mean promises"),
        (("promises", "--topics", "x"), "promises has no parameter topics. Did you mean topic? It takes by"),
        (("promises", "--tp=x"), "promises has no parameter tp. It takes by, to, topic, summit"),
        (("promises", "--to", "Ukrane"), "There is no entity 'Ukrane'. Did you mean Ukraine"),
        (("promises", "--topic", "membership timetabel"), "Did you mean membership timetable"),
        (("promises", "--since", "soon"), "since takes a date such as 2023, 2023-07 or 2023-07-11, not 'soon'."),
        (("promises", "--modality", "actuel"), "There is no modality 'actuel'. Did you mean actual?"),
        (("about", "--what", "NATO", "--relation", "promise"), "There is no relation 'promise'. Did you mean PROMISES"),
        (("evidence",), "evidence needs claim (the claim's id, as other presets give it). Example: kg query evidence"),
    ],
)
def test_wrong_words_are_one_line_and_exit_code_2(run: Run, words: tuple[str, ...], sentence: str) -> None:
    code, out, err = run("query", *words)
    assert (code, out) == (2, "")
    assert err.startswith("kg: ")
    assert sentence in err
    assert err.count("\n") == 1


def test_help_after_the_name_is_the_presets_own(run: Run) -> None:
    code, out, _ = run("query", "promises", "--help")
    assert code == 0
    for words in (
        "Who promises what to whom",
        "--topic TOPIC",
        "--modality",
        "default actual, planned",
        "--strict",
        "Example: kg query promises",
    ):
        assert words in " ".join(out.split())


def test_help_before_a_name_lists_them(run: Run) -> None:
    code, out, _ = run("query", "--help")
    assert code == 0
    assert "said-by" in out
    assert "What someone says" in out


def test_a_users_own_preset_is_asked_like_any_other(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "named.cypher").write_text(
        "/*\ntitle: Who is of a class\ndescription: Names.\nparameters:\n"
        "  kind: {type: class, required: true, help: the class}\n  at_most: {type: number, default: 3}\n*/\n"
        "MATCH (e:Entity) WHERE $kind IN labels(e) RETURN e.name AS name ORDER BY name LIMIT $at_most\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("KG_CONTENT", str(tmp_path))
    code, out, _ = run("query", "named", "--kind", "actor", "--at-most", "2", "--format", "csv")
    assert code == 0
    assert len(list(csv.reader(io.StringIO(out)))) == 3
    assert run("query", "named", "--kind", "actor", "--format", "jsonl")[1].count("\n") == 3


def test_a_broken_preset_is_told_with_its_line(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "bad.cypher").write_text(
        "/*\ntitle: T\ndescription: D\n*/\nMATCH (n) DELETE n\n", encoding="utf-8"
    )
    monkeypatch.setenv("KG_CONTENT", str(tmp_path))
    code, _, err = run("query", "bad")
    assert code == 1
    wrong = f"kg: {tmp_path}/queries/bad.cypher:5: a preset only reads, and DELETE does more.\n"
    assert err == wrong
    code, out, err = run("presets")
    assert (code, err) == (0, wrong)
    assert "promises" in out
    code, out, err = run("query", "--help")
    assert (code, set(err.splitlines(keepends=True))) == (0, {wrong})
    assert "promises" in out


COUNT = "MATCH (a:Article) RETURN count(a) AS articles"


def test_cypher_takes_a_statement_stdin_or_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.cypher"
    file.write_text(COUNT, encoding="utf-8")
    given = [run("cypher", COUNT), run("cypher", "-", stdin=COUNT), run("cypher", f"@{file}")]
    assert given == [(0, "articles\n5\n", "")] * 3


def test_cypher_without_a_statement_or_file_says_so(run: Run, tmp_path: Path) -> None:
    assert run("cypher", " ")[::2] == (2, "kg: There is no statement: give Cypher, - for stdin, or @FILE.\n")
    assert run("cypher", f"@{tmp_path}/none")[::2] == (1, f"kg: {tmp_path}/none: No such file or directory\n")


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("x=2023", 2023),
        ("x=2023-07", "2023-07"),
        ('x=["a", null]', ["a", None]),
        ("x=plain text", "plain text"),
        ("$x=a=b", "a=b"),
        ("x=", ""),
    ],
)
def test_cypher_parameters_are_json_or_text(run: Run, given: str, value: object) -> None:
    code, out, _ = run("cypher", "RETURN $x AS x", "-p", given, "--format", "json")
    assert (code, json.loads(out)) == (0, [{"x": value}])


@pytest.mark.parametrize("given", ["x", "=1", " =1"])
def test_a_parameter_without_its_name_is_refused(run: Run, given: str) -> None:
    assert run("cypher", "RETURN 1", "-p", given)[::2] == (2, f"kg: {given!r} is not of the form NAME=VALUE.\n")


@pytest.mark.parametrize(
    "statement", ["CREATE (n:Entity {id: 'x'})", "MATCH (n) DETACH DELETE n", "MATCH (c:Claim) SET c.quote = ''"]
)
def test_cypher_only_reads(run: Run, statement: str) -> None:
    code, _, err = run("cypher", statement)
    assert code == 1
    assert err.startswith("kg: ")
    assert run("cypher", COUNT)[1] == "articles\n5\n"
    assert run("cypher", "MATCH (c:Claim {quote: ''}) RETURN c")[1] == ""


@pytest.mark.parametrize("write", [[], ["--write"]])
@pytest.mark.parametrize(
    "statement",
    [
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "load /* x */ csv FROM 'https://example.org/x.csv' AS line RETURN line",
    ],
)
def test_cypher_reads_neither_files_nor_the_network(run: Run, statement: str, write: list[str]) -> None:
    code, out, err = run("cypher", statement, *write)
    assert (code, out) == (1, "")
    assert err.startswith("kg: ")
    assert "root:" not in err


def test_cypher_writes_where_it_is_told_to(run: Run) -> None:
    assert run("cypher", "CREATE (n:Scratch {id: 'x'})", "--write")[0] == 0
    assert run("cypher", "MATCH (n:Scratch) RETURN n.id AS id")[1] == "id\nx\n"
    assert run("cypher", "MATCH (n:Scratch) DELETE n", "--write")[0] == 0
    assert run("cypher", "MATCH (n:Scratch) RETURN n.id AS id")[1] == ""


def test_cypher_is_cut_at_the_limit(run: Run) -> None:
    code, out, err = run("cypher", "UNWIND range(1, 5) AS n RETURN n", "--limit", "5", "--format", "csv")
    assert (code, out, err) == (0, "n\n1\n2\n3\n4\n5\n", "")
    code, out, err = run("cypher", "UNWIND range(1, 5) AS n RETURN n", "--limit", "4", "--format", "csv")
    assert (code, out) == (0, "n\n1\n2\n3\n4\n")
    assert "more rows than --limit 4" in err
    assert run("cypher", "UNWIND range(1, 1500) AS n RETURN n", "--format", "csv")[1].count("\n") == 1001
    assert (
        run("cypher", "UNWIND range(1, 1500) AS n RETURN n", "--format", "csv", "--limit", "0")[1].count("\n") == 1501
    )


def test_cypher_gives_up_after_its_timeout(run: Run) -> None:
    long = "UNWIND range(1, 100000000) AS a UNWIND range(1, 1000) AS b RETURN count(a * b)"
    code, _, err = run("cypher", long, "--timeout", "1")
    assert code == 1
    assert err.startswith("kg: ")


def test_a_wrong_statement_is_one_line(run: Run) -> None:
    code, _, err = run("cypher", "MATCH (a RETURN a")
    assert code == 1
    assert err.startswith("kg: ")
    assert err.count("\n") == 1


@pytest.fixture
def beside(location: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE", str(location))


def completed(run: Run, monkeypatch: pytest.MonkeyPatch, words: str) -> list[str]:
    """As bash asks: by the environment."""
    monkeypatch.setenv("_KG_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split(" ")) - 1))
    code, out, err = run()
    assert (code, err) == (0, "")
    return out.split("\n")[:-1] if out.endswith("\n") else out.split("\n")


@pytest.mark.usefixtures("beside")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("kg query prom", ["promises"]),
        ("kg presets show refu", ["refusals"]),
        ("kg query promises --mod", ["--modality"]),
        ("kg query promises --modality pl", ["planned"]),
        ("kg query about --relation rea", ["reaffirms"]),
        ("kg query about --relation REA", ["REAFFIRMS"]),
        ("kg query promises --to ukr", ["ukraine"]),
        ("kg query promises --to Ukr", ["Ukraine"]),
        ("kg query promises --topic membership-time", ["membership-timetable"]),
        ("kg query promises --summit vilnius-summit-20", ["vilnius-summit-2023"]),
        ("kg query said-by --who two-al", ["two-allied-officials"]),
        ("kg query nonsense --x", [""]),
    ],
)
def test_the_shell_completes(run: Run, monkeypatch: pytest.MonkeyPatch, words: str, found: list[str]) -> None:
    offered = completed(run, monkeypatch, words)
    typed = words.rpartition(" ")[2]
    assert set(found) <= set(offered)
    assert all(one.startswith(typed) or not one for one in offered)


def test_completion_needs_no_lock(run: Run, monkeypatch: pytest.MonkeyPatch, location: Path) -> None:
    store = open_store(str(location), create=False)
    try:
        words = f"kg --store {location} query said-by --who two-al"
        assert completed(run, monkeypatch, words) == ["two-allied-officials"]
    finally:
        store.close()


def test_what_is_completed_is_understood(run: Run) -> None:
    assert run("query", "said-by", "--who", "two-allied-officials", "--format", "jsonl")[1].count("\n") == 1
    assert run("query", "attends", "--summit", "vilnius-summit-2023", "--format", "jsonl")[1].count("\n") == 2
