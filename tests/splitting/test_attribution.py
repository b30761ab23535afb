"""Who says what, in sentences of our own."""

from dataclasses import dataclass

import pytest

from workbench.model import Manner
from workbench.splitting.attribution import Attribution, attributions
from workbench.splitting.parse import paragraphs


@dataclass(frozen=True)
class Said:
    """An attribution in the article's letters."""

    speaker: str | None
    mention: str | None
    cue: str | None
    contents: tuple[str, ...]
    manner: Manner


def read(text: str, *, attitudes: bool = False) -> list[Said]:
    def letters(attribution: Attribution) -> Said:
        runs = (attribution.speaker, attribution.mention, attribution.cue)
        speaker, mention, cue = (text[run.start : run.end] if run else None for run in runs)
        contents = tuple(text[run.start : run.end] for run in attribution.contents)
        return Said(speaker, mention, cue, contents, attribution.manner)

    return [letters(each) for each in attributions(paragraphs(text), attitudes=attitudes)]


def only(text: str) -> Said:
    found = read(text)
    assert len(found) == 1, found
    return found[0]


def test_a_cue_before_a_that_clause_gives_its_clause_without_that() -> None:
    said = only("The harbour office said that two ferries had left the port.")
    assert (said.speaker, said.cue) == ("The harbour office", "said")
    assert said.contents == ("two ferries had left the port",)
    assert said.manner is Manner.SAID


def test_a_cue_before_a_clause_without_that_gives_its_clause() -> None:
    said = only("Police said two men died in the fire.")
    assert (said.speaker, said.contents) == ("Police", ("two men died in the fire",))


def test_a_cue_after_the_clause_gives_all_that_stands_before_it() -> None:
    said = only("Ten people died when the bridge fell, the mayor said on Friday.")
    assert (said.speaker, said.contents) == (
        "the mayor",
        ("Ten people died when the bridge fell",),
    )


def test_a_cue_that_interrupts_a_clause_leaves_two_runs() -> None:
    said = only("The talks, the envoy said, had failed.")
    assert (said.speaker, said.contents) == ("the envoy", ("The talks", "had failed"))


def test_what_follows_a_cue_between_commas_is_said_too() -> None:
    said = only("The oldest part, she told reporters on Friday, is closed to visitors.")
    assert said.contents == ("The oldest part", "is closed to visitors")


def test_a_cue_inside_a_relative_clause_leaves_the_sentence_before_it() -> None:
    said = only("The union wrote to the miners who, the ministry said, were in no danger.")
    assert (said.speaker, said.contents) == ("the ministry", ("were in no danger",))


def test_a_condition_before_a_cue_between_commas_is_said_too() -> None:
    said = only("If the talks fail, Mr Brandt argues, there are other ways to peace.")
    assert said.contents == ("If the talks fail", "there are other ways to peace")


@pytest.mark.parametrize(
    "marks",
    ["“”", '""', "«»", "„“", "‘’"],
    ids=["curly", "straight", "guillemets", "low", "single"],
)
def test_a_quotation_before_its_cue_is_said(marks: str) -> None:
    opening, closing = marks[0], marks[1]
    said = only(f"{opening}The dam is safe,{closing} said Anna Lind, an engineer.")
    assert said.speaker == "Anna Lind"
    assert said.mention == "Anna Lind, an engineer"
    assert said.contents == (f"{opening}The dam is safe,{closing}",)


def test_a_quotation_after_a_colon_is_said() -> None:
    said = only("The minister said in a statement: “We closed the border. Nobody was hurt.”")
    assert said.speaker == "The minister"
    assert said.contents == ("“We closed the border. Nobody was hurt.”",)


def test_a_cue_within_a_quotation_leaves_two_runs() -> None:
    said = only("“The dam,” Anna Lind said, “is safe.”")
    assert said.speaker == "Anna Lind"
    assert said.contents == ("“The dam,”", "“is safe.”")


def test_a_clause_that_goes_on_after_its_quotation_is_taken_whole() -> None:
    said = only("The council said the army “bears the blame” for the deaths in the town.")
    assert said.contents == ("the army “bears the blame” for the deaths in the town",)


def test_the_articles_own_participle_after_a_quotation_is_not_said() -> None:
    said = only("The office said, “Nine roads are shut”, highlighting the danger.")
    assert (said.speaker, said.contents) == ("The office", ("“Nine roads are shut”",))


def test_the_next_quotation_runs_on_without_a_cue() -> None:
    first, second = read("“The dam is safe,” said Anna Lind. “It was tested in March.”")
    assert first.cue == "said"
    assert (second.speaker, second.cue) == ("Anna Lind", None)
    assert second.contents == ("“It was tested in March.”",)


def test_a_quotation_after_a_colon_is_said_by_who_acts_before_it() -> None:
    said = only("Anna Lind was glad that the dam had held: “We were all afraid of the storm.”")
    assert (said.speaker, said.cue) == ("Anna Lind", None)


def test_a_quotation_that_nobody_can_have_said_has_no_speaker() -> None:
    said = only("The question on the ballot is: “Shall the old harbour be closed?”")
    assert said.speaker is None


def test_a_quoted_term_that_opens_a_sentence_is_not_said() -> None:
    assert read("The plane was found. “Black box” is an old name for it.") == []


def test_a_quotation_runs_on_over_paragraphs_where_the_mark_is_repeated() -> None:
    text = "Anna Lind said: “The dam is safe.\n\n“It was tested in March.\n\n“We found no crack.”"
    found = read(text)
    assert {said.speaker for said in found} == {"Anna Lind"}
    assert [said.contents for said in found] == [
        ("“The dam is safe.",),
        ("“It was tested in March.",),
        ("“We found no crack.”",),
    ]


def test_a_quotation_after_a_sentence_about_someone_is_theirs() -> None:
    text = (
        "The union said the plant had closed. Professor Anna Lind was blunt. “Nobody was warned.”"
    )
    assert read(text)[-1].speaker == "Anna Lind"


def test_according_to_gives_the_rest_of_the_sentence() -> None:
    said = only("According to the coast guard, nine people are missing.")
    assert (said.speaker, said.cue) == ("the coast guard", "According to")
    assert said.contents == ("nine people are missing",)


def test_according_to_at_the_end_gives_all_before_it() -> None:
    said = only("A storm flooded the old town and cut off two villages, according to the mayor.")
    assert said.contents == ("A storm flooded the old town and cut off two villages",)


def test_according_to_a_source_that_quotes_another_leaves_the_other_out() -> None:
    said = only("According to the Daily Mail, quoting police, nine people are missing.")
    assert (said.speaker, said.contents) == ("the Daily Mail", ("nine people are missing",))


def test_a_battle_which_he_says_took_place_is_said_without_its_pronoun() -> None:
    said = only("They met after a fire which the mayor says destroyed two farms.")
    assert (said.speaker, said.contents) == ("the mayor", ("destroyed two farms",))


def test_quoted_as_saying_names_the_one_quoted() -> None:
    said = only("“There is nothing better,” Karl Brandt was quoted as saying.")
    assert (said.speaker, said.contents) == ("Karl Brandt", ("“There is nothing better,”",))


def test_according_to_after_but_leaves_the_clause_before_it() -> None:
    said = only("They are afraid to go home, but according to Reuters, officials fear disease.")
    assert said.contents == ("officials fear disease",)


def test_as_someone_told_someone_gives_the_main_clause() -> None:
    said = only("As Anna Lind told the Gazette, the dam was tested in March.")
    assert (said.speaker, said.contents) == ("Anna Lind", ("the dam was tested in March",))


def test_the_one_spoken_to_is_no_part_of_what_is_said() -> None:
    said = only("The captain told reporters that the ship had lost power.")
    assert (said.speaker, said.contents) == ("The captain", ("the ship had lost power",))


@pytest.mark.parametrize(
    ("verb", "manner"),
    [
        ("claimed", Manner.CLAIMED),
        ("alleged", Manner.ALLEGED),
        ("denied", Manner.DENIED),
        ("confirmed", Manner.CONFIRMED),
        ("admitted", Manner.ADMITTED),
        ("estimated", Manner.ESTIMATED),
        ("warned", Manner.WARNED),
        ("believed", Manner.BELIEVED),
        ("suggested", Manner.SUGGESTED),
        ("added", Manner.SAID),
    ],
)
def test_the_verb_gives_the_manner(verb: str, manner: Manner) -> None:
    assert only(f"The ministry {verb} that the pipeline was leaking.").manner is manner


def test_could_not_confirm_is_a_manner_of_its_own() -> None:
    said = only("The embassy could not confirm that the pilot had been freed.")
    assert said.manner is Manner.COULD_NOT_CONFIRM
    assert said.contents == ("the pilot had been freed",)


def test_could_not_be_confirmed_hedges_its_whole_clause() -> None:
    said = only("The death toll could not be confirmed.")
    assert (said.speaker, said.manner) == (None, Manner.COULD_NOT_CONFIRM)
    assert said.contents == ("The death toll could not be confirmed",)


def test_is_said_to_names_no_speaker_and_stays_in_what_is_said() -> None:
    said = only("The commander is said to have left the city.")
    assert (said.speaker, said.cue, said.manner) == (None, "is said", Manner.IS_SAID_TO)
    assert said.contents == ("The commander is said to have left the city",)


def test_reportedly_names_no_speaker_and_stays_in_what_is_said() -> None:
    said = only("The navy reportedly saved thirty sailors.")
    assert (said.speaker, said.cue, said.manner) == (None, "reportedly", Manner.IS_SAID_TO)
    assert said.contents == ("The navy reportedly saved thirty sailors",)


def test_a_passive_with_an_agent_names_its_speaker() -> None:
    said = only("It was reported by the agency that ten soldiers had died.")
    assert (said.speaker, said.contents) == ("the agency", ("ten soldiers had died",))


def test_a_passive_without_an_agent_names_none() -> None:
    said = only("It was reported that ten soldiers had died.")
    assert (said.speaker, said.contents) == (None, ("ten soldiers had died",))


@pytest.mark.parametrize("verb", ["show", "suggest", "indicate"])
def test_results_that_show_something_are_its_speaker(verb: str) -> None:
    said = only(f"Results of two trials {verb} that the vaccine works in children.")
    assert said.speaker == "Results of two trials"
    assert said.contents == ("the vaccine works in children",)


def test_a_claim_that_is_its_owners() -> None:
    said = only("Nobody believed his claim that the mine was empty.")
    assert (said.mention, said.cue, said.manner) == ("his", "claim", Manner.CLAIMED)
    assert said.contents == ("the mine was empty",)


def test_a_participle_shares_the_subject_of_its_verb() -> None:
    said = only("The council rebuked the army, saying it had shelled two schools.")
    assert (said.speaker, said.contents) == ("The council", ("it had shelled two schools",))


@pytest.mark.parametrize(
    "sentence",
    [
        "The council called for an end to the fighting.",
        "The minister ordered the army to leave the town.",
        "The report cited “a lack of food and water in the camps”.",
        "The council condemned the attack on the hospital.",
        "Rescue teams found two survivors under the rubble.",
        "The officer did not say whether anyone was hurt.",
        "The old bridge collapsed on Monday.",
        "The city’s “green belt” has shrunk.",
        "",
    ],
)
def test_acts_and_plain_facts_are_nobodys_words(sentence: str) -> None:
    assert read(sentence) == []


def test_an_attitude_is_given_only_when_asked_for() -> None:
    sentence = "The council called for an end to the fighting."
    attribution = attributions(paragraphs(sentence), attitudes=True)[0]
    assert attribution.attitude
    span = attribution.contents[0]
    assert sentence[span.start : span.end] == "an end to the fighting"


def test_reports_are_nested_with_each_its_speaker() -> None:
    outer, inner = read("Anna Lind said the ministry believes that the dam is safe.")
    assert (outer.speaker, inner.speaker) == ("Anna Lind", "the ministry")
    assert inner.manner is Manner.BELIEVED


def test_what_is_reported_inside_a_quotation_is_the_quoted_speakers() -> None:
    said = only("“I think the ministry says it is safe,” said Anna Lind.")
    assert said.speaker == "Anna Lind"


def test_a_title_in_quotation_marks_is_not_said() -> None:
    said = only("“The Long Winter” says that the village was empty.")
    assert said.contents == ("the village was empty",)


def test_attributions_come_in_the_order_of_the_article() -> None:
    text = "The mayor said nine died.\n\nThe ministry said two were missing."
    assert [said.speaker for said in read(text)] == ["The mayor", "The ministry"]
