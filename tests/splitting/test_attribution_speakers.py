"""Speakers traced across sentences, in sentences of our own."""

import pytest

from workbench.model import Article
from workbench.splitting import split
from workbench.splitting.attribution import attributions
from workbench.splitting.parse import paragraphs


def speakers(text: str) -> list[str | None]:
    found = attributions(paragraphs(text))
    spans = [each.speaker for each in found]
    return [text[span.start : span.end] if span else None for span in spans]


def test_he_is_the_one_who_spoke_last() -> None:
    text = "Karl Brandt said the mine was safe. He added that no gas had been found."
    assert speakers(text) == ["Karl Brandt", "Karl Brandt"]


def test_he_two_sentences_later_is_still_the_one_who_spoke() -> None:
    text = (
        "Karl Brandt said the mine was safe. The shaft was closed in May after a fire. "
        "“No gas was found,” he said."
    )
    assert speakers(text)[-1] == "Karl Brandt"


def test_he_is_the_one_who_acted_last_where_that_is_nearer() -> None:
    text = (
        "Karl Brandt said the mine was safe.\n\n"
        "Luc Moreau arrived on Monday. He said the shaft was flooded."
    )
    assert speakers(text) == ["Karl Brandt", "Luc Moreau"]


def test_one_who_acts_only_in_what_is_said_does_not_become_he() -> None:
    text = "Karl Brandt said Luc Moreau had left. He said the shaft was flooded."
    assert speakers(text) == ["Karl Brandt", "Karl Brandt"]


def test_a_title_decides_between_he_and_she() -> None:
    text = (
        "Mr Karl Brandt said the mine was safe. Ms Anna Lind said it was not. "
        "He said the shaft was new."
    )
    assert speakers(text)[-1] == "Karl Brandt"


def test_a_surname_is_traced_to_the_full_name() -> None:
    text = "Karl Brandt runs the mine. Mr Brandt said the shaft was new."
    assert speakers(text) == ["Karl Brandt"]


def test_a_surname_that_two_people_share_is_the_one_named_last() -> None:
    text = (
        "Karl Brandt runs the mine. His sister Eva Brandt owns it. Brandt said the shaft was new."
    )
    assert speakers(text) == ["Eva Brandt"]


def test_the_second_word_of_another_name_is_not_taken_for_it() -> None:
    text = "North Ostria fired at the border. South Ostria said two soldiers had died."
    assert speakers(text) == ["South Ostria"]


def test_a_name_loses_what_the_person_is() -> None:
    text = "French foreign minister Luc Moreau said the talks had failed."
    assert speakers(text) == ["Luc Moreau"]


def test_a_name_beside_what_the_person_is_is_the_speaker() -> None:
    text = "A spokeswoman for the port, Eva Brandt, said two cranes had fallen."
    assert speakers(text) == ["Eva Brandt"]


def test_initials_are_traced_to_the_name_that_introduces_them() -> None:
    text = "The Ostrian Weather Office (OWO) measured it. “It was the worst in years,” said OWO."
    assert speakers(text) == ["Ostrian Weather Office (OWO)"]


def test_initials_that_nobody_introduces_stay_as_they_are() -> None:
    assert speakers("The OWO said the storm had passed.") == ["The OWO"]


def test_it_is_the_body_that_spoke_last() -> None:
    text = "The weather office said the storm had passed. It added that roads were open."
    assert speakers(text) == ["The weather office", "The weather office"]


def test_the_group_is_the_body_that_spoke_last() -> None:
    text = "The Free River Front said it had left the town. The group said no one had been harmed."
    assert speakers(text) == ["The Free River Front", "The Free River Front"]


def test_a_statement_is_its_makers() -> None:
    text = "The Free River Front left the town. The group’s statement said no one was harmed."
    assert speakers(text) in (["The group"], ["The Free River Front"])


def test_a_statement_by_someone_is_theirs() -> None:
    text = "A statement by the harbour office said two ferries had sunk."
    assert speakers(text) == ["the harbour office"]


def test_the_same_source_is_the_source_named_before() -> None:
    text = (
        "A source close to the talks said they had failed. "
        "The same source added that the envoys had left."
    )
    assert speakers(text) == ["A source close to the talks"] * 2


def test_the_ministry_is_the_ministry_named_before() -> None:
    text = "The Ostrian interior ministry said nine had died. The ministry said two were missing."
    assert speakers(text) == ["The Ostrian interior ministry"] * 2


def test_they_are_the_people_who_spoke_last() -> None:
    text = "Two officials at the port said a crane had fallen. They said nobody was under it."
    assert speakers(text) == ["Two officials at the port"] * 2


def test_the_researchers_are_the_research_team_named_before() -> None:
    text = (
        "A research team from two universities has studied the lake. "
        "The researchers found that its level fell by a metre."
    )
    assert speakers(text) == ["A research team from two universities"]


def test_a_relative_pronoun_stands_for_its_noun() -> None:
    text = "The pilot, who said the engine had failed, was unhurt."
    assert speakers(text) == ["The pilot"]


@pytest.mark.parametrize("pronoun", ["He", "She", "They", "It"])
def test_a_pronoun_that_nothing_precedes_stays_as_it_is(pronoun: str) -> None:
    assert speakers(f"{pronoun} said the road was closed.") == [pronoun]


def test_she_is_not_taken_for_a_man() -> None:
    text = "Mr Karl Brandt said the mine was safe. She said it was not."
    assert speakers(text)[-1] == "She"


def test_a_former_office_is_no_part_of_the_name() -> None:
    text = "Secretary of State Jane Roe said the talks had failed."
    assert speakers(text) == ["Jane Roe"]


def test_a_hyphenated_name_stays_whole() -> None:
    text = "Kim Choo-ho, who runs the port, said two cranes had fallen."
    assert speakers(text) == ["Kim Choo-ho"]


def test_a_title_stays_with_a_single_name() -> None:
    assert speakers("Queen Agatha said the roof had burned.") == ["Queen Agatha"]


def test_one_who_is_only_reported_does_not_become_he() -> None:
    text = (
        "Mr Karl Brandt said Mr Luc Moreau denied that the mine was open. "
        "He added that the shaft was new."
    )
    assert speakers(text)[-1] == "Karl Brandt"


def test_turns_of_a_conversation_are_their_speakers() -> None:
    text = (
        "Jane Roe met Karl Brandt at the mine.\n\nROE: Was it safe?\n\n"
        "BRANDT: It was tested in May.\n\nROE: Who tested it?\n\nBRANDT: The state tested it."
    )
    assert speakers(text) == ["Jane Roe", "Karl Brandt", "Jane Roe", "Karl Brandt"]


def test_turns_inside_quotation_marks_are_their_speakers() -> None:
    text = (
        "“ROE: Was it safe?\n\n“BRANDT: It was tested in May.\n\n"
        "“ROE: Who tested it?\n\n“BRANDT: The state tested it.”"
    )
    assert speakers(text) == ["ROE", "BRANDT", "ROE", "BRANDT"]


def test_a_word_before_a_colon_is_no_speaker() -> None:
    text = "Update: The road is open.\n\nUpdate: The bridge is shut."
    assert speakers(text) == []


def test_a_name_that_the_parser_hangs_beside_the_office_is_the_speaker() -> None:
    text = "The mine is to close in May, the prime minister, Karl de Brandt has announced."
    assert speakers(text) == ["Karl de Brandt"]


def test_they_are_the_body_that_acted_in_the_same_paragraph() -> None:
    text = (
        "Eva Lind said the mine was safe.\n\n"
        "The mining agency has closed the shaft. They said gas had been found."
    )
    assert speakers(text)[-1] == "The mining agency"


def test_initials_are_traced_to_the_name_that_they_shorten() -> None:
    text = "The Norland Mine Safety Council met on Monday. The NMSC said gas had been found in May."
    assert speakers(text) == ["Norland Mine Safety Council"]


def test_a_single_name_with_a_title_is_a_person() -> None:
    text = "President Brandt visited the mine on Monday. He said the shaft was flooded."
    assert speakers(text) == ["President Brandt"]


def test_a_subject_that_the_parser_took_into_what_is_said_is_the_speaker() -> None:
    text = (
        "Eva Lind has defeated Karl Brandt in a primary election for mayor of Norland, the Daily"
        " Post and Radio Oslund have announced."
    )
    assert "Post" in (speakers(text)[0] or "")


def test_what_was_reported_by_somebody_is_theirs() -> None:
    text = "The boats were sold to smugglers in Norland as reported by arrested sailors."
    assert speakers(text) == ["arrested sailors"]


def test_a_fronted_when_is_no_question() -> None:
    text = "A spokesman for the mine said when gas is found, the council sends out letters."
    assert speakers(text) == ["A spokesman for the mine"]


def test_he_is_the_one_who_acted_in_the_same_sentence() -> None:
    text = (
        "Eva Lind said the mine was safe.\n\n"
        "The shaft was closed and Karl Brandt left the pit, and he said it was flooded."
    )
    assert speakers(text)[-1] == "Karl Brandt"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Two insurers put the damage at €300m.", "Two insurers"),
        ("The weather service reported winds up to 66 mph.", "The weather service"),
        ("The army reported no losses.", None),
        ("The army put the prisoners in a camp.", None),
    ],
)
def test_what_somebody_reckons_is_theirs(text: str, speaker: str | None) -> None:
    (claim,) = split(Article.of(text, title="x")).claims
    assert claim.speaker == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("According to the organizer Anna Berg, the race was held in Oslund.", "Anna Berg"),
        ("The president of Norland Karl Brandt has confirmed that the mine shut.", "Karl Brandt"),
        ("The case was heard by judge Anna Berg. The judge said the mine was unsafe.", "Anna Berg"),
        ("Judge Anna Berg met judge Karl Brandt. The judge said it was unsafe.", "The judge"),
    ],
)
def test_a_role_is_traced_to_the_one_who_holds_it(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


def test_a_hedge_that_somebody_tells_of_is_theirs() -> None:
    text = "A spokesman for the Navy said it was believed the fire was caused by a spark."
    assert speakers(text) == ["A spokesman for the Navy"] * 2


def test_who_tells_adds_and_not_who_acts_in_what_is_told() -> None:
    text = (
        "Brandt said the crew had pictures of the mine, commenting about the camera, "
        '"I never saw one that worked."'
    )
    assert speakers(text) == ["Brandt", "Brandt"]


def test_who_denies_a_report_speaks_the_quotation_after_it() -> None:
    text = 'The government denied the reports saying, "There is no leak in the tank."'
    assert set(speakers(text)) == {"The government"}


def test_according_to_at_the_end_holds_for_the_whole_sentence() -> None:
    text = (
        "Two pilots fled and asked for asylum, saying they feared arrest, according to officials."
    )
    claims = split(Article.of(text, title="A title")).claims
    assert [claim.speaker for claim in claims][:2] == ["officials", "officials"]


def test_according_to_at_the_end_is_no_part_of_what_another_believes() -> None:
    text = "Some miners believe that the owners knew of the leak, according to the Daily Gazette."
    claims = split(Article.of(text, title="A title")).claims
    assert [(claim.text, claim.speaker) for claim in claims] == [
        ("the owners knew of the leak", "Some miners")
    ]


def test_reports_that_continue_to_come_say_nothing() -> None:
    text = "The talks remain open as reports continue to come in, according to the Daily Gazette."
    assert speakers(text) == ["the Daily Gazette"]


def test_that_opens_no_question() -> None:
    text = "The party has nine seats and stated at its launch that it wants to add 20 more."
    assert speakers(text) == ["The party"]


def test_it_is_not_the_body_named_behind_it() -> None:
    text = "Norland has a newspaper. It is the oldest in the valley, reported the Daily Gazette."
    claims = split(Article.of(text, title="A title")).claims
    assert not claims[-1].text.startswith("[the Daily Gazette]")
