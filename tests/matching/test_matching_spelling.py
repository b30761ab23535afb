"""Spellings of one name are no difference, near spellings of two are; what `left` says."""

import pytest

from workbench.matching.differences import Statement, differences
from workbench.model import DifferenceKind
from workbench.splitting.figures import figures_in

ONE_PLACE = (
    ("Baba Amr", "Bab Amr"),
    ("Baba Amr", "Baba 'Amr"),
    ("Kiev", "Kyiv"),
    ("Odessa", "Odesa"),
    ("Fallujah", "Falluja"),
    ("Raqqa", "Rakka"),
    ("Deraa", "Daraa"),
    ("Deir ez-Zor", "Deir al-Zour"),
    ("Sanaa", "Sana’a"),
    ("Bombay", "Mumbai"),
    ("Rangoon", "Yangon"),
    ("Bogota", "Bogotá"),
    ("Homs", "Baba Amr"),
    ("Houston", "Texas"),
    ("Georgia", "Atlanta"),
    ("Georgia", "Tbilisi"),
)
TWO_PLACES = (
    ("Niger", "Nigeria"),
    ("Austria", "Australia"),
    ("Iran", "Iraq"),
    ("Slovakia", "Slovenia"),
    ("Mali", "Malawi"),
    ("Zambia", "Gambia"),
    ("Guinea", "Guyana"),
    ("Guinea", "Guinea-Bissau"),
    ("Guinea", "Equatorial Guinea"),
    ("Dominica", "Dominican Republic"),
    ("Sudan", "South Sudan"),
    ("Virginia", "West Virginia"),
    ("North Korea", "South Korea"),
    ("northern Iraq", "southern Iraq"),
    ("North Carolina", "South Carolina"),
    ("Paraguay", "Uruguay"),
    ("Ireland", "Iceland"),
    ("Latvia", "Lithuania"),
    ("Hama", "Homs"),
    ("Hunan", "Henan"),
    ("Hong Kong", "Chongqing"),
    ("Houston", "Dallas"),
    ("Georgia", "Armenia"),
    ("Georgia", "Alabama"),
)
ONE_PERSON = (
    ("Gaddafi", "Qadhafi"),
    ("Gaddafi", "Kadafi"),
    ("Zelensky", "Zelenskyy"),
    ("Zelensky", "Zelenskiy"),
    ("Yanukovych", "Yanukovich"),
    ("Muhammad Morsi", "Mohamed Mursi"),
    ("Hussein", "Hussain"),
    ("Hassan", "Hasan"),
    ("Khaled", "Khalid"),
    ("Bashar al-Assad", "Bachar el-Assad"),
    ("Dostoevsky", "Dostoyevsky"),
    ("Smirnov", "Smirnoff"),
    ("Alexei", "Aleksey"),
    ("Milošević", "Milosevic"),
    ("Erdoğan", "Erdogan"),
    ("Hezbollah", "Hizbullah"),
    ("Shariah", "Sharia"),
    ("Ghandi", "Gandhi"),
)
TWO_PEOPLE = (
    ("Hassan", "Hussein"),
    ("Muhammad", "Mahmoud"),
    ("Hamid", "Hamad"),
    ("Obama", "Osama"),
    ("Moran", "Morgan"),
    ("Moran", "Morin"),
    ("Johnson", "Johnston"),
    ("Anderson", "Andersen"),
    ("Clinton", "Clifton"),
    ("Khan", "Kan"),
    ("Rogan", "Rogen"),
    ("Merkel", "Markle"),
    ("Bush", "Busch"),
    ("Putin", "Poutine"),
)


def kinds(ours: str, theirs: str) -> set[DifferenceKind]:
    sides = (Statement(text, figures=figures_in(text)) for text in (ours, theirs))
    return {difference.kind for difference in differences(*sides)}


@pytest.mark.parametrize(("ours", "theirs"), [*ONE_PLACE, *(pair[::-1] for pair in ONE_PLACE)])
def test_spellings_of_one_place_and_a_place_within_another_are_no_difference(
    ours: str, theirs: str
) -> None:
    told = "The army shelled {} on Sunday and {} people fled the town."
    assert kinds(told.format(ours, 40), told.format(theirs, 40)) == set()
    assert kinds(told.format(ours, 40), told.format(theirs, 90)) == {DifferenceKind.FIGURE}


@pytest.mark.parametrize(("ours", "theirs"), [*TWO_PLACES, *(pair[::-1] for pair in TWO_PLACES)])
def test_two_places_of_nearly_one_spelling_differ(ours: str, theirs: str) -> None:
    told = "The army shelled {} on Sunday and many people fled the town."
    assert kinds(told.format(ours), told.format(theirs)) == {DifferenceKind.PLACE}


@pytest.mark.parametrize(("ours", "theirs"), [*ONE_PERSON, *(pair[::-1] for pair in ONE_PERSON)])
def test_spellings_of_one_name_are_no_difference(ours: str, theirs: str) -> None:
    told = "Troops loyal to {} entered the town."
    assert kinds(told.format(ours), told.format(theirs)) == set()
    speakers = (Statement("It rained.", speaker=name) for name in (ours, theirs))
    assert differences(*speakers) == ()


@pytest.mark.parametrize(("ours", "theirs"), [*TWO_PEOPLE, *(pair[::-1] for pair in TWO_PEOPLE)])
def test_two_names_of_nearly_one_spelling_differ(ours: str, theirs: str) -> None:
    told = "Troops loyal to {} entered the town."
    assert kinds(told.format(ours), told.format(theirs)) == {DifferenceKind.ACTOR}


@pytest.mark.parametrize(("ours", "theirs"), [("Zelensky", "Zelenskyy"), ("Kiev", "Kyiv")])
def test_names_that_change_places_differ_in_any_spelling(ours: str, theirs: str) -> None:
    told = "the envoy of {} accused {} over the grain deal"
    assert DifferenceKind.ROLES in kinds(
        f"{ours} attacked Trump over the grain deal", f"Trump attacked {theirs} over the grain deal"
    )
    assert kinds(told.format(ours, "Ankara"), told.format(theirs, "Ankara")) == set()


@pytest.mark.parametrize(
    "ours",
    [
        "About 4,000 people are left in the town.",
        "4,000 people are still left in the town.",
        "There are 4,000 people left in the town.",
        "The town has about 4,000 people left.",
        "With 4,000 people left, the town waited.",
        "4,000 people left in the town",
        "4,000 people left behind in the town have no food.",
    ],
)
def test_those_who_are_left_remain(ours: str) -> None:
    assert kinds(ours, "4,000 people remain in the town.") == set()
    assert kinds("4,000 people remain in the town.", ours) == set()
    assert DifferenceKind.FIGURE in kinds(ours, "40,000 people remain in the town.")


@pytest.mark.parametrize(
    "ours",
    [
        "4,000 people left the town.",
        "4,000 people have left the town.",
        "4,000 people had left the town.",
        "4,000 people have all left the town.",
        "4,000 people who were in the town left.",
        "4,000 people were leaving the town.",
        "4,000 people from the town left in March.",
        "4,000 people from the town left in lorries.",
    ],
)
def test_those_who_left_do_not_remain(ours: str) -> None:
    assert kinds(ours, "4,000 people remain in the town.") == {DifferenceKind.OPPOSITE}
    assert kinds("4,000 people remain in the town.", ours) == {DifferenceKind.OPPOSITE}


def test_left_is_shown_with_what_tells_its_sense() -> None:
    one, other = Statement("4,000 people are left in the town."), Statement("4,000 left the town.")
    assert [str(found) for found in differences(one, other)] == ["opposite are left ≠ left"]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("The quake left 3,000 people homeless.", "3,000 people remain homeless after the quake."),
        ("The party of the left won in the town.", "The party remains in the town it won."),
        (
            "The left-wing party won the vote.",
            "The left-wing party returned after the vote it won.",
        ),
    ],
)
def test_what_an_event_left_and_the_left_went_nowhere(ours: str, theirs: str) -> None:
    assert kinds(ours, theirs) == set()
