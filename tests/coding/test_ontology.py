"""A user's own ontology: it wins, it is checked whole, and it leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import detente
from detente.coding.cameo import cameo_code, cameo_codes
from detente.coding.events.lexicon import KINDS, lexicon
from detente.coding.events.ontology import ontology
from detente.coding.own import Ontology, using_ontology
from detente.coding.own_file import _ill_formed, check

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "ontology.yaml"
CLOSED = "Norway closed its airspace to Russian airliners on Tuesday."
Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to(text: str, name: str = "own.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return to


def test_an_own_mode_and_pattern_are_coded_and_the_record_names_them() -> None:
    record = detente.read(CLOSED, "2022-02-18", ontology=EXAMPLE)
    (event,) = record.events
    assert (event.type, event.mode, event.intensity, event.quad) == (
        "SANCTION",
        "airspace",
        -5.5,
        4,
    )
    assert record.made_by.ontology is not None
    shipped, _, own = record.made_by.ontology.partition("+")
    assert own == detente.load_ontology(EXAMPLE).version
    assert len(shipped) == len(own) == 12


def test_nothing_of_it_is_left_for_the_next_call() -> None:
    own = detente.load_ontology(EXAMPLE)
    (with_own,) = detente.read_many([CLOSED], ontology=own)
    (without,) = detente.read_many([CLOSED])
    assert [e.mode for e in with_own.events] == ["airspace"]
    assert "airspace" not in [e.mode for e in without.events]
    assert without.made_by.ontology is None
    assert "airspace" not in lexicon().groups
    assert "airspace" not in ontology()["SANCTION"].modes


def test_an_own_row_takes_the_place_of_ours_and_void_switches_it_off(write: Write) -> None:
    text = "Sweden condemned Norway on Tuesday."
    assert [e.type for e in detente.read(text).events] == ["ACCUSE"]
    other = write("verbs:\n  - {patterns: condemn, code: REJECT, whom: obj}\n")
    assert [e.type for e in detente.read(text, ontology=other).events] == ["REJECT"]
    off = write("verbs:\n  - {patterns: condemn, code: ACCUSE, flags: void}\n")
    assert detente.read(text, ontology=off).events == ()


def test_a_mode_of_meetings_is_heeded(write: Write) -> None:
    own = write(
        "types: {CONSULT: {modes: {summit: {intensity: 3, definition: A summit.}}}}\n"
        "verbs:\n  - {patterns: 'meet at:summit', code: CONSULT-summit, whom: 'obj,with'}\n"
    )
    text = (
        "The two countries have had no relations for ten years, officials told reporters. "
        "Swedish Foreign Minister Anna Berg met Norwegian Foreign Minister Nils Dahl at a summit "
        "in Geneva on Tuesday, and they agreed on nothing, the officials said."
    )
    record = detente.read(text, ontology=own)
    assert ("CONSULT", "summit") in [(e.type, e.mode) for e in record.events]


def test_types_groups_contexts_and_irregular_forms_extend_ours(write: Write) -> None:
    own = detente.load_ontology(
        write(
            "types:\n  AID: {definition: Helps., intensity: 9}\n"
            "groups: {troops: [janissary]}\n"
            "contexts: {health: [malaria], water: dam}\n"
            "verbs:\n  - {patterns: overfly, code: MOBILIZE-weapons, whom: obj}\n"
            "irregular: {overfly: overflew overflown}\n"
        )
    )
    with using_ontology(own):
        assert (ontology()["AID"].definition, ontology()["AID"].intensity) == ("Helps.", 9)
        assert {"janissary", "soldier"} <= lexicon().groups["troops"]
        assert lexicon().forms["overflew"] == lexicon().forms["overflies"] == "overfly"
    record = detente.read("Norway overflew Sweden. Malaria is a threat at the dam.", ontology=own)
    assert [e.type for e in record.events][:1] == ["MOBILIZE"]


def test_own_cameo_codes_hold_in_every_context(write: Write) -> None:
    own = detente.load_ontology(write("cameo: {AID: '075', CONSULT-phone: '040'}\n"))
    assert cameo_code("AID", None, ["economic"]) == "071"
    with using_ontology(own):
        assert cameo_code("AID", None, ["economic"]) == "075"
        assert cameo_code("CONSULT", "phone") == "040"


def test_every_type_and_mode_has_a_cameo_code_with_name_and_score() -> None:
    for entry in ontology().values():
        for mode in (None, *entry.modes):
            code = cameo_codes()[cameo_code(entry.name, mode)]
            assert code.name
            assert -10 <= code.goldstein <= 10
    assert cameo_code("SANCTION", "of-our-own") == cameo_code("SANCTION", None)


def test_contexts_that_disagree_leave_the_general_cameo_code() -> None:
    assert cameo_code("COOPERATE", None, ["economic"]) == "061"
    assert cameo_code("COOPERATE", None, ["diplomatic", "economic"]) == "061"
    assert cameo_code("COOPERATE", None, ["military", "economic"]) == "060"


def test_definitions_of_ours_are_whole() -> None:
    for entry in ontology().values():
        for told in (entry.definition, *(mode.definition for mode in entry.modes.values())):
            assert told.endswith("."), told


def test_what_the_check_demands_of_a_row_our_own_lexicon_meets() -> None:
    for kind in KINDS:
        for (of, _), entries in lexicon().entries.items():
            for entry in entries if of == kind else ():
                row = {"patterns": (entry.text,), "who": entry.who, "whom": entry.whom}
                assert list(_ill_formed(row)) == []


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("types:\n  SANCTON: {intensity: 3}", 2, "'SANCTION' is meant?"),
        ("types:\n  SANCTION:\n    quad: 1", 3, "has no 'quad' that can be changed"),
        ("types: {AID: {intensity: 11}}", 1, "'11' is not from -10 to 10"),
        ("types: {AID: {intensity: nan}}", 1, "not from -10 to 10"),
        ("types: {AID: {modes: {Big: {}}}}", 1, "no name of a mode"),
        ("types:\n  AID:\n    modes:\n      big: {intensity: 1}", 4, "definition is missing"),
        ("types: {AID: {modes: {big: {intensity: 1, definition: a, b}}}}", 1, "a mode has no 'b'"),
        ("verb: []", 1, "no section 'verb'; 'verbs' is meant?"),
        ("verbs: close", 1, "a list of rows is expected"),
        ("verbs:\n- {code: AID}", 2, "patterns is missing"),
        ("verbs:\n- {patterns: help}", 2, "code is missing"),
        ("verbs:\n- {patterns: help, code: HELP}", 2, "no such event type: 'HELP'"),
        ("verbs:\n- {patterns: help, code: AID-big}", 2, "AID has no mode 'big'"),
        ("verbs:\n- {patterns: 'help :{friends}', code: AID}", 2, "no such group: friends"),
        ("verbs:\n- {patterns: Help, code: AID}", 2, "no lemma in small letters"),
        ("verbs:\n- {patterns: 'help ?them', code: AID}", 2, "no part of a pattern"),
        ("verbs:\n- {patterns: 'help with:', code: AID}", 2, "no part of a pattern"),
        ("verbs:\n- {patterns: struck, code: ASSAULT}", 2, "is read as 'strike'"),
        ("verbs:\n- {patterns: help, code: AID, whom: tto}", 2, "no slot 'tto'; 'to' is meant?"),
        ("verbs:\n- {patterns: help, code: AID, flags: smy}", 2, "'sym' is meant?"),
        ("verbs:\n- {patterns: [help, help], code: AID}", None, ""),
        (
            "verbs:\n- {patterns: help, code: AID}\n- {patterns: help, code: AGREE}",
            3,
            "'help' is there already (line 2)",
        ),
        ("verbs:\n- {patterns: help, code: AID, why: x}", 2, "has no 'why'"),
        ("groups: {friends: []}", 1, "a list of words is expected"),
        ("groups: {friends: [Old Friend]}", 1, "no single word in small letters"),
        ("cameo: {AID: 9}", 1, "no CAMEO code"),
        ("cameo: {AID-big: '070'}", 1, "AID has no mode 'big'"),
        ("types: {AID: 3}", 1, "are expected"),
        ("AID", 1, "the names of sections and their values are expected"),
        ("a: [", 1, "not YAML"),
        ("a: *b", 1, "not YAML"),
        ("", 0, "there is nothing in it"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    write: Write, text: str, line: int | None, reason: str
) -> None:
    own, problems = check(write(text))
    if line is None:
        assert not problems
        return
    assert problems
    assert own == Ontology()
    assert reason in problems[0].reason
    assert problems[0].line == line
    with pytest.raises(detente.OntologyError, match=r"own\.yaml"):
        detente.load_ontology(write(text))


def test_files_that_cannot_be_read_are_refused(tmp_path: Path, write: Write) -> None:
    for path in (tmp_path / "none.yaml", tmp_path, write("a", "own.csv")):
        with pytest.raises(detente.OntologyError):
            check(path)
    binary = tmp_path / "binary.yaml"
    binary.write_bytes(b"types:\n  \xff: 1\n")
    assert [(p.line, p.reason) for p in check(binary)[1]] == [(2, "not UTF-8")]


def test_the_version_is_that_of_the_content(write: Write) -> None:
    one = detente.load_ontology(write("cameo: {AID: '070'}"))
    same = detente.load_ontology(write("# the same\ncameo:\n  AID: 070\n"))
    other = detente.load_ontology(write("cameo: {AID: '071'}"))
    assert one == same
    assert one.version == same.version != other.version
