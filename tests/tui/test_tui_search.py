"""Searching past claims by free text."""

import dataclasses
import datetime as dt
import threading

from app_making import MakeApp
from running_review import Review, running
from screen_values import ARTICLE, IDS, MODEL, NOON, PAST, WordHashEncoder, decided
from textual.widgets import Input, Static

from workbench import interchange
from workbench.errors import ModelError, StoreError
from workbench.model import Entry, EntryKind, Evidence, Json, Stance, Verdict
from workbench.review.search_query import SearchQuery
from workbench.store.duck import DuckStore
from workbench.store.protocol import Encoded
from workbench.tui.background import Background
from workbench.tui.screens.review import ReviewScreen
from workbench.tui.screens.search import SearchScreen
from workbench.tui.widgets.matches import Matches


async def test_search_goes_by_meaning_too_when_the_model_is_there(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("s")
        await review.told.wait_for(SearchScreen.ModelSettled)
        await review.press(*"bridge")
        found = await review.told.wait_for(
            Background.TextSearched, lambda searched: searched.text == "bridge"
        )
        await review.pilot.pause()

        assert found.by_meaning
        assert {match.past.id for match in found.matches} >= {"past-one", "past-two"}
        assert found.matches[0].score > 0
        state = review.app.screen.query_one("#state", Static)
        assert str(state.render()) == "By words and by meaning."


async def test_what_the_model_has_not_encoded_is_counted_and_not_graded(
    make_app: MakeApp, store: DuckStore
) -> None:
    past = dataclasses.replace(PAST[1], id="later", text="The bridge was built later.")
    store.add_past_claims(
        [past],
        terms={"later": {"bridge": 1, "later": 1}},
        encoded=Encoded("another@1", (past.text,), WordHashEncoder().encode([past.text])),
        entry=Entry("9" * 32, NOON, "rana", EntryKind.PAST_CLAIMS_IMPORTED, {}),
    )
    async with running(make_app(store)) as review:
        await review.press("s")
        await review.told.wait_for(SearchScreen.ModelSettled)
        await review.told.wait_for(Background.UnencodedCounted)
        await review.pilot.pause()

        assert words_of(review, "#state") == (
            "By words and by meaning. 1 by words alone until workbench reindex."
        )
        found = await searched(review, "it was built later")
        by_id = {match.past.id: match.status for match in found.matches}
        assert by_id.pop("later") is None
        assert None not in by_id.values()
        assert "\n  ✓ verified 27 Feb 2012\n" in words_of(review, "#results")


async def test_search_goes_by_words_while_the_model_is_on_its_way(make_app: MakeApp) -> None:
    may_come = threading.Event()

    def load() -> WordHashEncoder:
        may_come.wait(60)
        return WordHashEncoder()

    async with running(make_app(load_encoder=load)) as review:
        await review.press("s", *"bridge")
        found = await review.told.wait_for(
            Background.TextSearched, lambda searched: searched.text == "bridge"
        )
        await review.pilot.pause()
        screen = review.app.screen
        state = screen.query_one("#state", Static)
        assert not found.by_meaning
        assert "is being loaded" in str(state.render())
        assert "0.00" not in str(screen.query_one("#results Static", Static).render())

        may_come.set()
        again = await review.told.wait_for(
            Background.TextSearched, lambda searched: searched.by_meaning
        )
        assert again.text == "bridge"


async def test_a_model_that_does_not_come_leaves_search_by_words(make_app: MakeApp) -> None:
    def load() -> WordHashEncoder:
        message = "The model’s files are missing."
        raise ModelError(message)

    async with running(make_app(load_encoder=load)) as review:
        await review.press("s")
        await review.told.wait_for(SearchScreen.ModelSettled)
        await review.press(*"bridge")
        found = await review.told.wait_for(
            Background.TextSearched, lambda searched: searched.text == "bridge"
        )
        await review.pilot.pause()

        state = review.app.screen.query_one("#state", Static)
        assert str(state.render()) == "By words only. The model’s files are missing."
        assert found.matches


async def test_the_model_is_loaded_once(make_app: MakeApp) -> None:
    loads = []

    def load() -> WordHashEncoder:
        loads.append(1)
        return WordHashEncoder()

    async with running(make_app(load_encoder=load)) as review:
        await review.press("s")
        await review.told.wait_for(SearchScreen.ModelSettled)
        await review.press("escape", "s")
        await review.told.wait_for(SearchScreen.ModelSettled, count=2)

        assert loads == [1]


async def test_no_model_is_loaded_until_a_search_asks_for_it(make_app: MakeApp) -> None:
    loads = []

    def load() -> WordHashEncoder:
        loads.append(1)
        return WordHashEncoder()

    async with running(make_app(load_encoder=load)) as review:
        await review.press(*"vd", "enter", *"uz", "r")
        await review.told.wait_for(Background.ReportWritten)

        assert loads == []


async def searched(review: Review, line: str) -> Background.TextSearched:
    """Open the search, have the model settled, search for a line and return what was found."""
    if not isinstance(review.app.screen, SearchScreen):
        await review.press("s")
        await review.told.wait_for(SearchScreen.ModelSettled)
    review.app.screen.query_one("#query", Input).value = line
    query = SearchQuery.parse(line)
    found = await review.told.wait_for(
        Background.TextSearched, lambda told: told.query == query and told.by_meaning
    )
    await review.pilot.pause()
    return found


def words_of(review: Review, selector: str) -> str:
    """Return what stands on a part of the screen."""
    part = review.app.screen.query_one(selector)
    if not part.display:
        return ""
    if isinstance(part, Static):
        return str(part.render())
    return "\n".join(str(one.render()) for one in part.query(Static) if one.display)


async def test_an_emptied_line_shows_no_results(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await searched(review, "bridge")
        review.app.screen.query_one("#query", Input).value = ""
        await review.told.wait_for(Matches.Chosen, lambda told: told.match is None)
        await review.pilot.pause()

        assert words_of(review, "#results").startswith("Type what was claimed. F2")
        assert words_of(review, "#past") == ""


async def test_filters_alone_ask_for_words(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await searched(review, "bridge")
        review.app.screen.query_one("#query", Input).value = "is:disputed"
        await review.told.wait_for(Matches.Chosen, lambda told: told.match is None)
        await review.pilot.pause()

        assert words_of(review, "#results") == "Type what was claimed as well."
        assert words_of(review, "#searched").strip() == "only disputed"


async def test_arrows_choose_a_result_and_escape_goes_back(make_app: MakeApp) -> None:
    async with running(make_app(), (60, 24)) as review:
        found = await searched(review, "bridge")
        assert found.matches[0].past.text in words_of(review, "#past")
        await review.press("down")
        chosen = found.matches[1].past
        await review.told.wait_for(Background.HistoryRead, lambda told: told.past_id == chosen.id)
        await review.pilot.pause()
        assert chosen.text in words_of(review, "#past")
        await review.press("up")
        assert found.matches[0].past.text in words_of(review, "#past")

        await review.press("escape")
        assert isinstance(review.app.screen, ReviewScreen)


async def test_a_verdict_a_day_and_an_origin_are_filters(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        disputed = await searched(review, "bridge is:disputed")
        assert [match.past.id for match in disputed.matches] == ["past-one"]
        assert words_of(review, "#searched").startswith("only disputed  1 found.")
        later = await searched(review, "bridge since:2012-02-25 from:imported")
        assert [match.past.id for match in later.matches] == ["past-two"]
        articles = await searched(review, "bridge from:articles")
        assert {match.past.article_id for match in articles.matches} == {ARTICLE.id}


async def test_f_keys_turn_the_filters(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await searched(review, "bridge")
        line = review.app.screen.query_one("#query", Input)
        await review.press("f2")
        assert line.value == "bridge is:verified"
        await review.press("f4")
        assert line.value == "bridge is:verified from:imported"
        await review.press("f3", *"2012")
        assert line.value == "bridge is:verified from:imported since:2012"
        await review.told.wait_for(
            Background.TextSearched, lambda told: told.query == SearchQuery.parse(line.value)
        )
        await review.press("f3")
        assert line.value == "bridge is:verified from:imported"


async def test_nothing_found_is_said_with_its_filters(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await searched(review, "bridge since:2031")

        assert words_of(review, "#results") == "No past claim that fits the filters is similar."
        assert "0 found." in words_of(review, "#searched")


async def test_what_was_found_for_an_older_line_is_not_shown(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await searched(review, "bridge")
        before = words_of(review, "#results")
        late = Background.TextSearched(SearchQuery.parse("brid"), by_meaning=True, matches=())
        review.app.screen.post_message(late)
        failed = Background.SearchFailed(SearchQuery.parse("brid"), ModelError("Too late."))
        review.app.screen.post_message(failed)
        await review.pilot.pause()

        assert words_of(review, "#results") == before


async def test_letters_that_follow_quickly_are_searched_for_once(make_app: MakeApp) -> None:
    async with running(make_app()) as review:
        await review.press("s")
        await review.told.wait_for(SearchScreen.ModelSettled)
        line = review.app.screen.query_one("#query", Input)
        for end in range(1, len("bridge") + 1):
            line.value = "bridge"[:end]
        await review.told.wait_for(Background.TextSearched, lambda told: told.text == "bridge")

        assert [told.text for told in review.told.of(Background.TextSearched)] == ["bridge"]


async def test_a_past_claim_is_shown_with_its_history(make_app: MakeApp, store: DuckStore) -> None:
    decision = decided(1, IDS[2], Verdict.DISPUTED)
    back = dataclasses.replace(
        decided(2, IDS[2], Verdict.DISPUTED), kind=EntryKind.UNDONE, body={"entry": decision.id}
    )
    store.append([decision, back, decided(3, IDS[2], Verdict.VERIFIED)])
    async with running(make_app(store)) as review:
        await searched(review, "4,000 people depend from:articles")
        await review.told.wait_for(Background.HistoryRead, lambda told: told.past_id == IDS[2])
        await review.pilot.pause()

        detail = " ".join(words_of(review, "#past").split())
        assert "omar: unreviewed → disputed" in detail
        assert "omar: took back: disputed (disputed → unreviewed)" in detail
        assert "omar: unreviewed → verified" in detail
        assert "rana: taken in with its article" in detail
        past = review.app.screen.query_one("#past")
        await review.press("pagedown")
        assert past.scroll_y > 0
        await review.press("pageup")
        assert past.scroll_y == 0


async def test_a_history_that_cannot_be_read_is_said_in_words(
    make_app: MakeApp, store: DuckStore
) -> None:
    class Forgetful(DuckStore):
        def entries_about(self, id_: str) -> tuple[Entry, ...]:
            message = f"Nothing about {id_} can be read."
            raise StoreError(message)

    async with running(make_app(Forgetful(store.path))) as review:
        await searched(review, "bridge")
        await review.told.wait_for(Background.HistoryFailed)
        await review.pilot.pause()

        assert "can be read." in " ".join(words_of(review, "#past").split())


async def test_an_old_verdict_is_called_stale(make_app: MakeApp, store: DuckStore) -> None:
    old = dataclasses.replace(
        PAST[1], id="old", text="The bridge is old.", date=dt.date(2010, 1, 1)
    )
    store.add_past_claims(
        [old],
        terms={"old": {"bridge": 1, "old": 1}},
        encoded=Encoded(MODEL, (old.text,), WordHashEncoder().encode([old.text])),
        entry=Entry("9" * 32, NOON, "rana", EntryKind.PAST_CLAIMS_IMPORTED, {}),
    )
    async with running(make_app(store)) as review:
        found = await searched(review, "the bridge is old from:imported")

        assert {match.past.id: match.stale for match in found.matches} == {
            "old": True,
            "past-one": False,
            "past-two": False,
        }
        assert "✓ verified 1 Jan 2010 ! stale" in words_of(review, "#results")


async def test_the_evidence_on_a_claim_of_an_article_is_shown_beside_it(
    make_app: MakeApp, store: DuckStore
) -> None:
    evidence = Evidence("a gauge at [the] bridge", Stance.SUPPORTS)
    body: dict[str, Json] = {
        "claims": [IDS[4]],
        "evidence": interchange.evidence_to_json(evidence),
        "replaces": None,
    }
    at = dt.datetime(2012, 3, 2, tzinfo=dt.UTC)
    store.append([Entry("e" * 32, at, "omar", EntryKind.EVIDENCE_GIVEN, body)])
    async with running(make_app()) as review:
        await searched(review, "the river rose by more than two metres in February")
        await review.told.wait_for(Background.HistoryRead, lambda read: bool(read.evidence))
        await review.pilot.pause()

        shown = str(review.app.screen.query_one("#past Static", Static).render())
        assert "+ supports: a gauge at [the] bridge" in shown
        assert "omar: evidence: supports: a gauge at [the] bridge" in shown

        await review.press("escape", "b")
        await searched(review, "the river rose")
        read = await review.told.wait_for(
            Background.HistoryRead, lambda one: one.past_id == IDS[4] and not one.evidence
        )
        assert not any("gauge" in line.words for line in read.history)
