"""Claims re-cut on the screen: what is stored of each act, and what is refused."""

from app_making import MakeApp
from running_review import Review, running
from screen_values import ARTICLE, IDS
from textual.widgets import Static

from workbench import interchange
from workbench.model import EntryKind, LeftOutReason, Recut, RecutAct, ReviewedClaim
from workbench.store.duck import DuckStore
from workbench.tui.background import Background
from workbench.tui.screens.recut import RecutScreen
from workbench.tui.widgets.store_reader import StoreReader

BRIDGE = "The old bridge at Tell Shar was opened to traffic again on Thursday"


def recuts(store: DuckStore) -> tuple[Recut, ...]:
    return interchange.recuts_from_entries(store.entries())


def stands(store: DuckStore) -> list[str]:
    return [one.quote for one in store.reviewed_claims()]


async def kept(review: Review, *, count: int = 1) -> None:
    """Wait until claims were made and their entry is on disk."""
    await review.told.wait_for(Background.ClaimsMade, count=count)
    await review.stored(1)


def claim_of(store: DuckStore, quote: str) -> ReviewedClaim:
    return next(one for one in store.reviewed_claims() if one.quote == quote)


async def test_a_claim_is_narrowed_with_keys_and_undo_brings_it_back(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        await review.press("v", "k", "R", "h", "h", "enter")
        await kept(review)
        narrowed = claim_of(store, "The old bridge at Tell Shar was opened to traffic again")
        assert narrowed.status.value == "unreviewed"
        assert narrowed.claim.speaker == "Samir Haddad"
        assert [one.act for one in narrowed.lineage] == [RecutAct.NARROWED]
        assert review.selected() == narrowed.claim.id
        assert "the new begins unreviewed. z takes it back." in review.said()
        review.screen.cutting += 1  # as another cut would, whose claims are not made yet
        await review.press("z")
        assert review.said().startswith("A cut is still being made; z can take it back")
        review.screen.cutting -= 1
        await review.press("z")
        await review.stored(3)
        assert stands(store)[0] == BRIDGE
        assert store.reviewed_claims()[0].status.value == "verified"
        assert "Undid: the narrowing of “The old bridge" in review.said()
        await review.press("Z")
        await review.stored(4)
        assert stands(store)[0] == narrowed.quote


async def test_a_claim_is_widened_by_a_sentence_and_says_who_speaks(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        await review.press("R", "L", "L", "H", "enter")
        await kept(review)
        (recut,) = recuts(store)
        assert (recut.act, recut.taken) == (RecutAct.WIDENED, (IDS[0],))
        assert stands(store)[0] == f"{BRIDGE}, Samir Haddad said"
        assert recut.made[0].speaker is None


async def test_a_claim_is_split_at_a_cut_that_moves(make_app: MakeApp, store: DuckStore) -> None:
    async with running(make_app(), size=(140, 40)) as review:
        await review.press("R", "s", "l", "enter")
        await kept(review)
        (recut,) = recuts(store)
        assert recut.act is RecutAct.SPLIT
        assert [ARTICLE.quote(one.spans) for one in recut.made] == stands(store)[:2]
        assert " ".join(stands(store)[:2]) == BRIDGE
        assert len(stands(store)) == len(IDS) + 1


async def test_picked_claims_are_merged_and_two_speakers_are_refused(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        await review.press("M")
        assert "Pick the claims to merge first" in review.said()
        await review.press("space", "space", "M")
        assert "A claim has one speaker" in review.said()
        await review.press("escape", "G", "space", "k", "space", "M")
        await kept(review)
        (recut,) = recuts(store)
        assert (recut.act, recut.taken) == (RecutAct.MERGED, IDS[4:])
        assert stands(store)[-1].startswith("The river rose")
        assert stands(store)[-1].endswith("drowned cattle")
        assert "Merged 2 claims" in review.said()


async def test_a_claim_is_withdrawn_and_listed_as_left_out_until_it_is_promoted(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        await review.press("G", "X")
        await review.stored(1)
        assert len(stands(store)) == len(IDS) - 1
        assert "Not a claim: “Nobody has counted" in review.said()
        assert store.left_out(ARTICLE.id)[-1].reason is LeftOutReason.NOT_A_CLAIM
        await review.press("l", "j", "j", "p")
        await review.told.wait_for(Background.ClaimsMade)
        await review.stored(2)
        assert stands(store)[-1] == "Nobody has counted the drowned cattle"
        assert LeftOutReason.NOT_A_CLAIM not in {one.reason for one in store.left_out(ARTICLE.id)}


async def test_a_statement_that_was_left_out_is_promoted_with_enter(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        await review.press("l", "j", "enter")
        await kept(review)
        assert "It is a disgrace that nobody acted sooner" in stands(store)
        assert [one.reason.value for one in store.left_out(ARTICLE.id)] == ["date line"]
        (recut,) = recuts(store)
        assert (recut.act, recut.taken) == (RecutAct.PROMOTED, ())


async def test_a_claim_is_added_by_drawing_over_its_words(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        await review.press("W")
        assert isinstance(review.app.screen, RecutScreen)
        await review.pilot.mouse_down("#cut", offset=(3, 4))
        await review.pilot.hover("#cut", offset=(20, 4))
        await review.pilot.mouse_up("#cut", offset=(20, 4))
        await review.pilot.pause()
        text = str(review.app.screen.query_one("#cut-text", Static).render())
        assert text == "The old bridge at Tell"
        await review.press("enter")
        await kept(review)
        (recut,) = recuts(store)
        assert (recut.act, ARTICLE.quote(recut.made[0].spans)) == (RecutAct.ADDED, text)
        assert text in stands(store)


async def test_the_same_words_again_are_refused_and_nothing_is_stored(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        await review.press("R", "enter")
        said = review.app.screen.query_one("#said", Static)
        assert "Nothing was changed" in str(said.render())
        await review.press("r", "x")
        assert "Nothing is split here." in str(said.render())
        await review.press("escape")
        assert recuts(store) == ()


async def test_what_another_window_cut_further_is_undone_there_first(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        await review.press("R", "h", "enter")
        await kept(review)
        made = recuts(store)[0].made[0]
        async with running(make_app(analyst="omar")) as other:
            await other.press("g", "X")
            await other.stored(2)
        review.screen.look_at_store()
        await review.told.wait_for(StoreReader.LedgerRead)
        await review.pilot.pause()
        assert review.selected() != made.id
        await review.press("z")
        assert "was withdrawn by omar since: undo that first." in review.said()


async def test_a_claim_that_was_cut_is_found_by_meaning_when_it_is_encoded(
    make_app: MakeApp, store: DuckStore
) -> None:
    async with running(make_app()) as review:
        await review.press("R", "h", "enter")
        await kept(review)
        await review.told.wait_for(Background.MadeEncoded)
        assert EntryKind.REINDEXED in {entry.kind for entry in store.entries()}
        assert store.unencoded_texts(model="words-by-hash@1") == ()
