"""The lexicon: every frame's examples hold, every relation has frames, and mistakes are named with their line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import ContentError
from kg.extract import examples, lexicon
from kg.extract.examples import Example, article
from kg.extract.lexicon import Lexicon, head_of, read_frames
from kg.ontology import ontology

if TYPE_CHECKING:
    from pathlib import Path

    from kg.extract.rules import RulesExtractor

EXAMPLES = [(frame.id, example) for frame in lexicon.lexicon().frames for example in frame.examples]
OFFICES = {"HEADS", "REPRESENTS"}


@pytest.mark.parametrize(("frame", "example"), EXAMPLES, ids=[f"{f} line {e.line}" for f, e in EXAMPLES])
def test_an_example_of_the_lexicon_holds(extractor: RulesExtractor, frame: str, example: Example) -> None:
    assert example.failures(list(extractor.read(article(example.text)))) == [], f"{frame}, line {example.line}"


@pytest.mark.parametrize("relation", sorted(ontology().relations))
def test_each_relation_has_frames_with_examples(relation: str) -> None:
    frames = [frame for frame in lexicon.lexicon().frames if frame.relation == relation]
    assert frames
    assert all(frame.examples for frame in frames)


def _file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "promises.yaml"
    path.write_text(text, encoding="utf-8")
    return path


GOOD = """relation: PROMISES
frames:
  - name: on
    verb: [promise, "rule on"]
    object: [on, dobj]
"""


def test_on_is_a_preposition_and_no_truth_value(tmp_path: Path) -> None:
    (frame,) = read_frames(_file(tmp_path, GOOD))
    assert frame.slots["object"] == ("on", "dobj")
    assert frame.patterns == (("promise",), ("rule", "on"))
    assert frame.id == "promises:on"


@pytest.mark.parametrize(
    ("replace", "by", "line", "says"),
    [
        ("PROMISES", "VOWS", 1, "not in the ontology"),
        ("verb: [", "noun: [x]\n    verb: [", 3, "exactly one"),
        ("object:", "objekt:", 5, "no key of a frame"),
        ("name: on\n    verb", "verb", 3, "has a name"),
        ("object: [on, dobj]", "polarity: no", 5, "none of denied"),
        ("object: [on, dobj]", "prior: often", 5, "from 0 to 1"),
        ("object: [on, dobj]", "prior: 2", 5, "from 0 to 1"),
        ("object: [on, dobj]", "subject_type: [Martian]", 5, "no class"),
        ("object: [on, dobj]", "negated: {relation: NAYS}", 5, "negated names no relation"),
        ("object: [on, dobj]", "object: {a: b}", 5, "a list was expected"),
        ("object: [on, dobj]", "name: twice", 5, "stands here twice"),
        ("  - name: on\n    verb", "  - name: on\n    verb: [a]\n  - name: on\n    verb", 5, "two frames"),
        ('verb: [promise, "rule on"]\n    object: [on, dobj]', "noun: [promise]", 3, "what its object is"),
        ("frames:", "extra: 1\nframes:", 2, "no key of a lexicon file"),
        ("object: [on, dobj]", "examples: [{text: a}]", 5, "its claims"),
        ("object: [on, dobj]", "examples: [{text: a, claims: [], more: 1}]", 5, "no key of an example"),
        ("object: [on, dobj]", "examples: [{text: a, claims: [A likes B]}]", 5, "SUBJECT RELATION OBJECT"),
        ("object: [on, dobj]", "examples: [{text: a, claims: [A LIKES B | loudly]}]", 5, "denied, planned"),
        ("object: [on, dobj]", "examples: [{text: [a], claims: []}]", 5, "a word or sentence"),
        ("frames:\n  - name", "frames: x\nx:\n  - name", 4, "no key of a lexicon file"),
        ("  - name: on\n", "  - on\n  - name: on\n", 3, "a mapping"),
        ("[on, dobj]", "[on, dobj", 6, "expected"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, replace: str, by: str, line: int, says: str) -> None:
    assert replace in GOOD
    with pytest.raises(ContentError, match=says) as caught:
        list(read_frames(_file(tmp_path, GOOD.replace(replace, by))))
    assert caught.value.line == line


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "promises.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ContentError, match="UTF-8"):
        list(read_frames(path))


def test_an_empty_file_lacks_its_relation(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="mapping"):
        list(read_frames(_file(tmp_path, "")))


def test_options_of_a_frame_are_read(tmp_path: Path) -> None:
    text = """relation: PROMISES
frames:
  - name: full
    noun: [message of hope]
    object: [to]
    light: [send, enter into]
    light_only: true
    polarity: denied
    modality: possible
    negated: {relation: REFUSES, always: true}
    prior: 0.4
    forbids: {of: ["*"]}
    symmetric: addressee
    object_name: thing
    not_subject: [clock]
    examples:
      - {text: A., claims: ["A PROMISES B -> C | denied | planned | by D | time 2024.. | amount 3 euros"], others: true}
  - name: quiet
    adjective: eager
    object: xcomp
    negated: none
    modality: planned
"""
    full, quiet = read_frames(_file(tmp_path, text))
    assert full.slots["subject"] == ("poss", "compound", "amod", "by", "of", "nsubj")
    assert (full.light, full.light_only, full.polarity, full.modality) == (
        (("send",), ("enter", "into")),
        True,
        "denied",
        "possible",
    )
    assert (full.negated, full.negated_always, full.prior) == ("REFUSES", True, 0.4)
    assert full.forbids["of"].hold(["anything"])
    assert not full.excluded["subject"].hold(["hand"])
    claim = full.examples[0].claims[0]
    assert (claim.stated_by, claim.time, claim.amount, claim.polarity) == ("D", ("2024", None), "3 euros", "denied")
    assert (quiet.negated, quiet.modality, quiet.slots["subject"]) == (None, "planned", ("nsubj",))
    index = Lexicon.of([full, quiet])
    assert [frame.id for _, frame in index.firing("noun", "message")] == ["promises:full"]
    assert index.firing("noun", "hope") == ()


def test_the_noun_of_a_pattern_is_its_last_word_or_the_one_before_of() -> None:
    assert head_of(("peace", "plan")) == 1
    assert head_of(("message", "of", "support")) == 0


def test_the_command_prints_what_fails(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert examples.main(["invites"]) == 0
    read = sum(len(frame.examples) for frame in lexicon.lexicon().frames if frame.relation == "INVITES")
    assert capsys.readouterr().out == f"{read} examples, 0 failing\n"
    wrong = [("invites:x", Example("Norway slept.", (), line=3), ["missing: all"])]
    monkeypatch.setattr(examples, "failing", lambda *_: iter(wrong))
    assert examples.main([]) == 1
    assert "invites:x (line 3): Norway slept.\n    missing: all" in capsys.readouterr().out


def test_a_name_that_the_lexicon_lacks_is_no_green_test(capsys: pytest.CaptureFixture[str]) -> None:
    assert examples.main(["refuse"]) == 2
    assert capsys.readouterr().err == "There is no lexicon for 'REFUSE'. Did you mean REFUSES?\n"


def test_the_command_names_a_mistake_in_the_content(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        path = "x.yaml"
        raise ContentError(path, 3, "no.")

    monkeypatch.setattr(examples, "failing", fail)
    assert examples.main([]) == 2
    assert capsys.readouterr().err == "x.yaml:3: no.\n"


def test_an_example_says_what_is_missing_and_what_is_too_much(extractor: RulesExtractor) -> None:
    found = list(extractor.read(article("Norway has pledged Chad 3 percent of GDP by 2030, Macron said.")))
    failures = Example("", ()).failures(found)
    assert len(failures) == 1
    assert failures[0].startswith("too much: Norway PROMISES 3 % of GDP -> Chad | by Emmanuel Macron | time ..2030")
    assert Example("", (), others=True).failures(found) == []
