"""What is one happening, by plain data: scores, groups, what becomes of a group, who is who."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np

from detente.casefile.anchors import Anchor
from detente.casefile.harm import harm_of
from detente.casefile.merge.actors import Named, find, key, same
from detente.casefile.merge.candidates import asked, keys
from detente.casefile.merge.cluster import Judged, groups
from detente.casefile.merge.features import Party, Quantity, Telling, ordinal, sentence_around
from detente.casefile.merge.meaning import Meaning, base
from detente.casefile.merge.score import reasons, score
from detente.casefile.merge.summary import summarise

BERG = Party("actor", "person:berg", "Anna Berg", "person", "SWE")
DAHL = Party("actor", "person:dahl", "Nils Dahl", "person", "NOR")
NORWAY = Party("recipient", "state:NOR", "Norway", "state", "NOR")
DAY = ordinal("2022-03-03")
assert DAY is not None


def telling(number: int, report: int = 0, **more: object) -> Telling:
    """An event of a report of its own, unless told: talks of Berg and Dahl."""
    report = report or number
    given: dict[str, object] = {
        "id": number, "report": report, "anchor": Anchor(f"r{report}", number, number + 3),
        "type": "CONSULT", "quad": 1, "intensity": 1.0, "status": "happened", "words": "met",
        "confidence": 0.9, "date": "2022-03-03", "first": DAY, "last": DAY, "published": DAY,
        "parties": (BERG, DAHL), "source": f"paper {report}", "teller": report, "bases": ("meet",),
        "content": frozenset({"minister", "meet", "oslo"}),
    }  # fmt: skip
    return Telling(**(given | more))  # type: ignore[arg-type]


def at(day: int, number: int = 2, **more: object) -> Telling:
    """Talks so many days later."""
    on = (DAY or 0) + day
    return telling(number, first=on, last=on, published=on, date=f"2022-03-{3 + day:02}", **more)


def test_the_same_talks_are_one_and_talks_of_other_days_or_people_are_not() -> None:
    first = telling(1)
    assert score(first, telling(2)) > 0.65
    assert score(first, at(7)) < 0.2
    others = (replace(BERG, entity="person:lind", name="Eva Lind"), replace(DAHL, entity="x"))
    assert score(first, telling(2, parties=others)) < 0.35
    assert score(first, telling(2)) == score(telling(2), first)


def test_a_deed_is_not_what_was_said_of_it() -> None:
    said = telling(1, type="AGREE", parties=(BERG, NORWAY), words="promised", bases=("promise",))
    done = telling(2, type="RETREAT", quad=2, parties=(BERG, NORWAY), words="withdrew", bases=())
    planned = replace(done, id=3, status="planned")
    assert score(said, done) < score(done, replace(done, id=4, report=4))
    assert score(planned, done) < score(done, replace(done, id=4, report=4)) - 0.05


def test_two_events_of_one_report_are_two() -> None:
    other = telling(2, report=1, bases=("talk",), content=frozenset({"talk", "fish", "minister"}))
    assert score(telling(1, report=1), other) < 0.3 < score(telling(1), replace(other, report=2))


def test_counts_of_other_size_are_not_of_the_same_and_equal_ones_speak_for_it() -> None:
    few, many = (
        Quantity(n, unit, f"{n:g} {unit}") for n, unit in ((700, "soldier"), (9e4, "troop"))
    )
    one, other = telling(1, quantities=(few,)), telling(2, quantities=(many,))
    assert (
        score(one, other)
        < score(telling(1), telling(2))
        < score(one, telling(2, quantities=(few,)))
    )
    assert any("is not" in reason.why for reason in reasons(one, other))


def test_counts_further_apart_are_less_of_the_same() -> None:
    def moved(number: int, count: float) -> Telling:
        return telling(number, quantities=(Quantity(count, "troop", f"{count:g} troops"),))

    few = moved(1, 700)
    assert score(few, moved(2, 1e5)) < score(few, moved(3, 4000)) - 0.05
    assert score(few, moved(2, 0)) <= score(few, moved(3, 4000))


def test_who_talks_with_whom_counts_as_much_as_who_does_what_to_whom() -> None:
    mutual = next(r for r in reasons(telling(1), telling(2)) if r.why.startswith("who"))
    called = {"type": "REQUEST", "parties": (BERG, NORWAY)}
    sides = [
        r.weight
        for r in reasons(telling(1, **called), telling(2, **called))
        if r.why.startswith(("who", "to whom"))
    ]
    assert len(sides) == 2 and round(mutual.weight, 6) == round(sum(sides), 6)


def test_a_noun_and_a_verb_for_one_deed_do_not_part_it() -> None:
    sentence = np.eye(2, dtype=np.float32)[0]
    verb, noun = (
        Meaning(np.array(words, np.float32), sentence) for words in ((1.0, 0.0), (-0.2, 1.0))
    )
    one, other = telling(1, meaning=verb), telling(2, meaning=noun, bases=("talks",))
    found = [r.weight for r in reasons(one, other) if r.why.startswith("words")]
    assert found == [-1.0] and score(one, other) > 0.5


def test_candidates_share_a_key_whatever_the_dating() -> None:
    dated, late = telling(1), at(1)
    undated = telling(3, date=None, first=None, last=None, published=(DAY or 0) + 1)
    week = telling(4, date="2022-03", first=(DAY or 0) - 2, last=(DAY or 0) + 28)
    year = telling(5, date="2022", first=(DAY or 0) - 61, last=(DAY or 0) + 303)
    for one in (dated, late, undated, week):
        for other in (dated, late, undated, week):
            assert set(keys(one)) & set(asked(other))
            assert set(keys(other)) & set(asked(one))
    for other in (dated, late, undated, week):
        assert not set(keys(year)) & set(asked(other))
        assert not set(keys(other)) & set(asked(year))
    assert set(keys(year)) & set(asked(replace(year, id=6)))
    assert not set(keys(dated)) & set(asked(at(40)))


def test_weak_links_join_no_chain() -> None:
    chain = {(0, 1): 0.9, (1, 2): 0.6, (2, 3): 0.9}
    assert groups(range(4), chain) == [[0, 1], [2, 3]]
    assert groups(range(3), {(0, 1): 0.9, (0, 2): 0.8, (1, 2): 0.7}) == [[0, 1, 2]]
    assert groups([5, 3], {}) == [[3], [5]]


def test_groups_do_not_hang_on_the_order() -> None:
    pairs = {(0, 1): 0.7, (0, 2): 0.7, (1, 3): 0.7, (2, 3): 0.7, (3, 4): 0.55}
    wanted = groups(range(5), pairs)
    for order in permutations(pairs):
        assert groups(reversed(range(5)), {pair: pairs[pair] for pair in order}) == wanted


def test_what_a_person_judged_wins_and_the_later_of_two_judgements_holds() -> None:
    pairs = {(0, 1): 0.99, (1, 2): 0.05}
    apart, joined = Judged(0, 1, False, 1), Judged(1, 2, True, 2)
    assert groups(range(3), pairs, [apart, joined]) == [[0], [1, 2]]
    assert groups(range(3), pairs, [apart, Judged(0, 1, True, 3)]) == [[0, 1], [2]]
    assert groups(range(3), pairs, [Judged(0, 2, True, 1), Judged(0, 1, False, 3), joined]) == [
        [0], [1, 2],
    ]  # fmt: skip


def test_an_occurrence_has_the_best_date_and_counts_a_copy_once() -> None:
    vague = telling(1, date="2022-03", first=(DAY or 0) - 2, last=(DAY or 0) + 28)
    copy = telling(3, teller=2, source="reprint")
    found = summarise([copy, vague, telling(2)])
    assert found.date is not None and found.date.date == "2022-03-03"
    assert (found.reports, found.sources) == (3, 2)
    assert found == summarise([vague, telling(2), copy])
    assert found.id == summarise([vague]).id != summarise([copy]).id
    alone = summarise([copy])
    assert alone.sources == 1


def test_what_sources_disagree_on_names_who_says_what() -> None:
    def fired(number: int, who: str, count: float, by: str | None) -> Telling:
        party = Party("actor", f"state:{who}", who, "state", who)
        hurt = Quantity(count, "civilian", f"{count:g} civilians")
        more = {"status": "claimed" if by else "happened", "words": "fired"}
        return telling(
            number, type="ASSAULT", quad=4, parties=(party,), quantities=(hurt,), by=by, **more
        )

    found = summarise([fired(1, "SWE", 2, "Oslo"), fired(2, "NOR", 3, "Stockholm")])
    about = {each["about"]: each for each in found.differences}
    assert {value["value"] for value in about["number"]["values"]} == {"2", "3"}
    who = about["who"]["values"]
    assert [(v["value"], v["says"][0]["source"], v["says"][0]["by"]) for v in who] == [
        ("SWE", "paper 1", "Oslo"), ("NOR", "paper 2", "Stockholm"),
    ]  # fmt: skip
    assert not summarise([telling(1), telling(2)]).differences


def test_told_by_two_sources_it_is_more_than_a_claim() -> None:
    claim = telling(1, status="claimed", by="Oslo")
    assert summarise([claim]).status == "claimed"
    assert summarise([claim, telling(2), telling(3)]).status == "happened"
    assert summarise([telling(1, status="planned"), telling(2)]).status == "happened"


def test_who_is_the_same_in_several_reports() -> None:
    full = Named("Volodymyr Zelenskyy", "person", "UKR", wikidata="Q1")
    short = Named("Zelensky", "person", "UKR")
    assert key(full) == key(short) and same(full, short)
    assert not same(short, Named("Olena Zelenska", "person", "SWE"))
    assert not same(full, Named("Volodymyr Zelensky", "person", "UKR", wikidata="Q2"))
    kremlin, russia = Named("the Kremlin", "organisation", "RUS"), Named("Russia", "state", "RUS")
    assert key(kremlin) != key(russia)
    assert key(Named("Ministry of Defence", "organisation", "NOR")) == key(
        Named("the Defence Ministry", "organisation", "NOR")
    )
    brothers = [
        ("p1", Named("Jan Berg", "person", "SWE")),
        ("p2", Named("Per Berg", "person", "SWE")),
    ]
    assert find(Named("Berg", "person", "SWE"), brothers) is None
    assert find(Named("Jan Berg", "person", "SWE"), [*brothers, ("p3", brothers[0][1])]) == "p1"
    assert find(Named("P. Berg", "person", "SWE"), brothers) == "p2"


def test_words_have_one_base_and_sentences_their_bounds() -> None:
    assert {base(word) for word in ("withdrew", "withdraws", "withdrawn")} == {"withdraw"}
    text = "Rain fell. “They met in Oslo.” He left."
    assert sentence_around(text, 17, 20) == "“They met in Oslo."


def _fired(number: int, *who: str, **more: object) -> Telling:
    parties = tuple(Party("actor", f"state:{each}", each, "state", each) for each in who)
    given = {"type": "ASSAULT", "quad": 4, "parties": parties, "words": "shelled"}
    return telling(number, **(given | more))


def _about(*told: Telling) -> dict[str, list[str]]:
    found = summarise(told).differences
    return {each["about"]: [value["value"] for value in each["values"]] for each in found}


def test_rival_accounts_of_who_did_it_are_told() -> None:
    assert _about(_fired(1, "SWE"), _fired(2, "NOR")) == {"who": ["SWE", "NOR"]}
    assert _about(_fired(1, "SWE", "FIN"), _fired(2, "NOR")) == {"who": ["FIN, SWE", "NOR"]}
    assert _about(_fired(1, "SWE", "NOR"), _fired(2, "NOR")) == {}
    rebels = Party("actor", "group:1", "northern rebels", "group", None)
    assert _about(_fired(1, "SWE"), _fired(2, parties=(rebels,))) == {
        "who": ["SWE", "northern rebels"]
    }
    soldiers = replace(rebels, name="soldiers")
    assert _about(_fired(1, "SWE"), _fired(2, parties=(soldiers,))) == {}
    # An alliance and its member, talks, what a copy makes of its original, two speakers.
    assert _about(_fired(1, "NATO"), _fired(2, "NOR")) == {}
    assert _about(_fired(1, "SWE"), _fired(2, "NOR", teller=1)) == {}
    assert _about(_fired(1, "SWE", type="ACCUSE"), _fired(2, "NOR", type="ACCUSE")) == {}


def test_whether_it_happened_at_all_is_told() -> None:
    denied = _fired(2, "SWE", status="denied", by="Stockholm")
    assert _about(_fired(1, "SWE"), denied) == {"whether": ["told", "denied"]}
    assert _about(denied, replace(denied, id=3, report=3, teller=3)) == {}


def test_numbers_of_people_are_compared_by_what_became_of_them() -> None:
    def hurt(number: int, *counts: tuple[float, str, str | None]) -> Telling:
        told = tuple(Quantity(n, unit, f"{n:g} {unit}", harm) for n, unit, harm in counts)
        return _fired(number, "SWE", quantities=told)

    one = hurt(1, (40, "soldier", "killed"), (12, "soldier", "injured"))
    other = hurt(2, (137, "norwegian", "killed"), (12, "person", "injured"))
    (difference,) = summarise([one, other]).differences
    assert (difference["about"], difference["unit"]) == ("number", "people killed")
    assert [value["value"] for value in difference["values"]] == ["40", "137"]
    assert not summarise([hurt(1, (40, "soldier", None)), hurt(2, (9, "tank", None))]).differences


def test_what_became_of_the_people_that_a_number_counts() -> None:
    told = "It killed at least 40 soldiers and wounded 316 others; 20 people were missing."
    found = {
        number: harm_of(told, told.index(number), told.index(number) + len(number))
        for number in ("40 soldiers", "316 others", "20 people")
    }
    assert found == {"40 soldiers": "killed", "316 others": "injured", "20 people": "missing"}
    text = "137 people, soldiers and civilians, had been killed by the evening."
    assert harm_of(text, 0, 10) == "killed"
    assert harm_of("It sent 40 soldiers to the border.", 8, 19) is None
