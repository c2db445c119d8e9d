"""`kg decide`, through the program's own boundary."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

import pytest

import kg.cli
from kg.cli import decide, session
from kg.cli import store as graph_commands
from kg.stores.opening import open_store
from tests.stores.saying import Said, full, moved, small

if TYPE_CHECKING:
    from pathlib import Path

CLAIM = full().claims[0].id


class Run(Protocol):
    """Runs kg on the small graph: exit code, stdout, stderr."""

    def __call__(self, *words: str) -> tuple[int, str, str]: ...


@pytest.fixture(scope="module", autouse=True)
def registered() -> None:
    for group in (decide, graph_commands):
        group.register(kg.cli.app)


@pytest.fixture
def location(tmp_path: Path) -> Path:
    store = open_store(str(tmp_path / "g.kg"))
    for one in (full(), small("a"), small("b", subject="kyiv-government")):
        store.add(*one)
    store.close()
    return tmp_path / "g.kg"


@pytest.fixture
def run(location: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setattr(kg.cli, "_register", lambda: None)
    monkeypatch.setattr(session, "settings", session.Settings())
    monkeypatch.setenv("KG_BY", "me")

    def ran(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kg", "--store", str(location), *words])
        with pytest.raises(SystemExit) as left:
            kg.cli.main()
        out, err = capsys.readouterr()
        return int(left.value.code or 0), out, err

    return ran


def listed(run: Run) -> list[dict[str, Any]]:
    code, out, _ = run("decide", "list", "-f", "json")
    assert code == 0
    found: list[dict[str, Any]] = json.loads(out)
    return found


def statuses(location: Path) -> dict[str, str]:
    store = open_store(str(location), create=False)
    found = {claim.id: status for claim, status in store.claims()}
    store.close()
    return found


def subjects(location: Path) -> dict[str, str]:
    store = open_store(str(location), create=False)
    found = {claim.article: claim.subject.id for claim, _ in store.claims()}
    store.close()
    return found


def test_claims_are_rejected_and_accepted(run: Run, location: Path) -> None:
    other = small("a").claims[0].id
    assert run("decide", "reject", CLAIM[:8], other, "--note", "no") == (0, "", f"Rejected: {CLAIM}, {other}.\n")
    assert run("decide", "accept", other, "--by", "you") == (0, "", f"Accepted: {other}.\n")
    assert (statuses(location)[CLAIM], statuses(location)[other]) == ("rejected", "accepted")
    found = [(d["kind"], d["by"], d["note"], d["fits"], d["quote"]) for d in listed(run)]
    assert found == [
        ("reject", "me", "no", True, "promised Ukraine help"),
        ("reject", "me", "no", True, "seeks guarantees"),
        ("accept", "you", None, True, "seeks guarantees"),
    ]


@pytest.mark.parametrize(("words", "said"), [
    (("accept", "c-none"), "There is no claim 'c-none'."),
    (("accept", ""), "There is no claim ''."),
    (("accept", "c-"), "'c-' can be c-"),
    (("merge", "Atlantis", "Ukraine"), "There is no entity 'Atlantis'."),
    (("merge", "Ukraina", "NATO"), "Did you mean ukraine"),
    (("merge", "Kyiv", "ukraine"), "are the same entity already: ukraine."),
    (("merge", "NATO", "Nowhere at all"), "There is no entity 'Nowhere at all'."),
    (("merge", "NATO", "Ukraine"), "NATO and Ukraine are two in the reference data. If they are one all the same,"),
    (("merge", "NATO", "Poland"), "are two in the reference data."),
    (("merge", "security-guarantees", "NATO"), "are two in the reference data."),
    (("undo", "c-none"), "There is no decision"),
    (("split", "NATO"), "There is no merged entity 'NATO'."),
    (("split", "NATO", "--as", "X"), "--article and --as go together"),
    (("split", "NATO", "--article", "a.txt"), "--article and --as go together"),
    (("split", "NATO", "--article", "z.txt", "--as", "X"), "There is no article 'z.txt'."),
    (("undo", "d-none"), "There is no"),
])  # fmt: skip
def test_what_cannot_be_decided_says_why(run: Run, words: tuple[str, ...], said: str) -> None:
    code, out, err = run("decide", *words)
    assert (code in (1, 2), out) == (True, "")
    assert said in err.replace("\n", " ")
    assert listed(run) == []


def test_nothing_is_decided_where_one_of_several_is_unknown(run: Run) -> None:
    code, _, err = run("decide", "reject", CLAIM, "c-none")
    assert (code, "c-none" in err) == (2, True)
    assert listed(run) == []


def test_entities_are_merged_and_stand_alone_again(run: Run, location: Path) -> None:
    code, _, err = run("decide", "merge", "the Kyiv Government", "Kyiv")
    assert (code, "are of kinds of which neither is the other's. If they are one all the same" in err) == (2, True)
    assert listed(run) == []
    merged = run("decide", "merge", "the Kyiv Government", "Kyiv", "--force")
    assert merged[2] == "kyiv-government is ukraine from now on.\n"
    assert subjects(location)["b"] == "ukraine"
    assert run("decide", "split", "Kyiv government")[2] == "kyiv-government stands alone again.\n"
    assert subjects(location)["b"] == "kyiv-government"
    assert [(d["kind"], d["entity"], d["into"]) for d in listed(run)] == [
        ("merge", "kyiv-government", "ukraine"), ("split", "kyiv-government", None),
    ]  # fmt: skip


def test_what_is_merged_may_be_in_the_reference_data_alone(run: Run, location: Path) -> None:
    assert run("decide", "merge", "kyiv-government", "Poland", "--force")[0] == 0
    assert subjects(location)["b"] == "poland"
    assert run("decide", "split", "kyiv-government")[0] == 0


def test_mentions_in_one_article_are_another_entity(run: Run, location: Path) -> None:
    said = run("decide", "split", "Ukraine", "--article", "a.txt", "--as", "The Kyiv Region")[2]
    assert said == "ukraine is kyiv-region in a.\n"
    assert (
        run("decide", "split", "nato-allies", "--article", "vilnius", "--as", "NATO")[2]
        == "nato-allies is nato in vilnius.\n"
    )
    assert subjects(location)["a"] == "kyiv-region"
    code, out, _ = run("dump")
    assert (code, '"name": "The Kyiv Region"' in out) == (0, True)
    assert "No claim of b names ukraine" in run("decide", "split", "Ukraine", "--article", "b", "--as", "X")[2]


def test_the_last_decision_is_undone(run: Run, location: Path) -> None:
    code, _, err = run("decide", "undo")
    assert (code, "no decision to undo" in err) == (1, True)
    for kind in ("accept", "reject"):
        run("decide", kind, CLAIM)
    first, last = (d["id"] for d in listed(run))
    assert run("decide", "undo")[2] == f"Undone: {last}.\n"
    assert statuses(location)[CLAIM] == "accepted"
    assert run("decide", "undo", first[:10])[2] == f"Undone: {first}.\n"
    assert statuses(location)[CLAIM] == "open"
    assert listed(run) == []


def test_a_name_that_means_several_is_not_guessed(run: Run, location: Path) -> None:
    store = open_store(str(location))
    store.add(*small("c", subject="kyiv_government"))
    store.close()
    code, _, err = run("decide", "merge", "kyiv government", "NATO")
    assert (code, "kyiv-government or kyiv_government: give the id" in err) == (2, True)


def test_who_decides_has_a_name_even_without_a_login(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError

    monkeypatch.setattr("getpass.getuser", nobody)
    assert decide._who(None) == "unknown"  # noqa: SLF001 - a machine without a login cannot be made here
    assert decide._who("me") == "me"  # noqa: SLF001


def add(location: Path, *many: Said) -> None:
    store = open_store(str(location))
    for one in many:
        store.add(*one)
    store.close()


def copy(one: Said, id_: str) -> Said:
    """The same text at another place, saying the same."""
    of = replace(one.article, id=id_, location=f"{id_}.txt")
    return Said(of, tuple(replace(c, id=f"{c.id}-{id_}", article=id_) for c in one.claims), one.entities, one.reading)


def test_what_is_decided_holds_for_the_same_words_in_a_copy_and_is_undone_with_it(run: Run, location: Path) -> None:
    add(location, copy(full(), "again"))
    code, _, err = run("decide", "reject", CLAIM, "--note", "no")
    assert (code, err) == (
        0,
        f"Rejected: {CLAIM}.\nThe same words in another article of the same text, again: {CLAIM}-again too.\n",
    )
    found = statuses(location)
    assert [id_ for id_, status in sorted(found.items()) if status == "rejected"] == [CLAIM, f"{CLAIM}-again"]
    assert [d["claim"] for d in listed(run)] == [CLAIM, f"{CLAIM}-again"]
    one, other = (d["id"] for d in listed(run))
    assert run("decide", "undo")[2] == f"Undone: {one}, {other}.\n"
    assert set(statuses(location).values()) == {"open"}


def test_a_claim_stands_for_the_decisions_on_it(run: Run) -> None:
    other = small("a").claims[0].id
    for words in (("accept", CLAIM), ("reject", other), ("reject", CLAIM)):
        run("decide", *words)
    first, between, last = (d["id"] for d in listed(run))
    assert run("decide", "undo", CLAIM[:10])[2] == f"Undone: {first}, {last}.\n"
    assert [d["id"] for d in listed(run)] == [between]


def test_decisions_are_listed_with_the_claim_that_they_are_about_now(run: Run, location: Path) -> None:
    run("decide", "reject", CLAIM)
    add(location, moved(full(), "New. "))
    now = moved(full(), "New. ").claims[0].id
    assert [(d["claim"], d["fits"]) for d in listed(run)] == [(now, True)]
    decided = listed(run)[0]["id"]
    assert run("decide", "undo", now)[2] == f"Undone: {decided}.\n"
    run("decide", "reject", now)
    assert run("forget", "vilnius")[0] == 0
    assert [(d["claim"], d["fits"]) for d in listed(run)] == [(now, False)]
