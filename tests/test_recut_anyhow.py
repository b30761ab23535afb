"""Claims re-cut in any order by two analysts: the article stays covered, and all comes back."""

import re
import shutil
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from workbench import pipeline
from workbench.model import Article, Entry, RecutAct, Span, Splitting
from workbench.pipeline import Context
from workbench.review.acts import Stamp, Step, redo, undo
from workbench.review.edges import Edges
from workbench.review.recutting import Cut, merging, recut, reshaped
from workbench.review.session import Session
from workbench.splitting.coverage import unaccounted
from workbench.store.duck import DuckStore

ANALYSTS = ("rana", "omar")
Drawn = st.DataObject


def a_cut(session: Session, data: Drawn) -> Cut:
    """Return any cut that an analyst may think of; some are refused."""
    text = session.article.text
    act = data.draw(st.sampled_from(RecutAct))
    claim = data.draw(st.sampled_from(session.claims)).claim
    place = session.claims.index(next(c for c in session.claims if c.claim.id == claim.id))
    edges = Edges(text, claim.spans).turned(data.draw(st.integers(0, 1)))
    steps = data.draw(st.integers(-6, 6))
    match act:
        case RecutAct.NARROWED | RecutAct.WIDENED:
            return reshaped(claim, edges.by_words(steps).pieces)
        case RecutAct.SPLIT:
            return reshaped(claim, edges.split().by_words(steps).pieces)
        case RecutAct.MERGED:
            return merging(session, [c.claim.id for c in session.claims[place : place + 2]])
        case RecutAct.WITHDRAWN:
            return Cut(act, (claim.id,))
        case RecutAct.PROMOTED if session.left_out:
            return Cut(act, (), (data.draw(st.sampled_from(session.left_out)).spans,))
    one = data.draw(st.integers(0, len(text) - 1))
    return Cut(RecutAct.ADDED, (), edges.selected(one, min(one + 80, len(text) - 1)).pieces)


class Table:
    """Two analysts at one article, each with a screen that knows what the other does."""

    def __init__(self, store: DuckStore, article: Article, by: Context) -> None:
        self.store = store
        self.by = by
        self.screens = {
            analyst: pipeline.session_of(store, article, analyst=analyst) for analyst in ANALYSTS
        }
        self.done: list[Entry] = []

    def act(self, analyst: str, data: Drawn) -> None:
        """Do anything; what is refused changes nothing."""
        session = self.screens[analyst]
        match data.draw(st.sampled_from(["cut", "cut", "cut", "undo", "redo"])):
            case "undo":
                self.take(undo(session, stamp=self.stamp()))
            case "redo":
                self.take(redo(session, stamp=self.stamp()))
            case _:
                cut = a_cut(session, data)
                of = [one.claim for id_ in cut.taken if (one := session.claim(id_))]
                made = pipeline.made_claims(session.article, cut.spans, of=of)
                self.take(recut(session, cut, made, stamp=self.stamp()))

    def take(self, step: Step) -> None:
        if step.entry is not None:
            self.done.append(step.entry)
            self.screens = {
                analyst: session.appended(step.entry) for analyst, session in self.screens.items()
            }

    def take_all_back(self) -> None:
        """Let both undo all that they did, in whatever order it can be."""
        steps = [Step(session) for session in self.screens.values()]
        while {step.words for step in steps} != {"There is nothing to undo."}:
            steps = []
            for analyst in ANALYSTS:
                steps.append(undo(self.screens[analyst], stamp=self.stamp()))
                self.take(steps[-1])
            said = {step.words for step in steps}
            assert any(step.entry for step in steps) or len(said) == 1, said

    def stamp(self) -> Stamp:
        return Stamp(self.by.new_id(), self.by.clock())

    def keep(self) -> None:
        self.store.append(self.done, terms=pipeline.terms_made(self.done))
        self.done = []


def agrees(store: DuckStore, session: Session, missing: set[Span]) -> None:
    """Check the store against the review, and both against the article."""
    article = session.article
    stored = store.reviewed_claims(article.id)
    assert [(one.claim, one.lineage) for one in session.claims] == [
        (one.claim, one.lineage) for one in stored
    ]
    assert store.left_out(article.id) == session.left_out
    claims = tuple(one.claim for one in session.claims)
    assert set(unaccounted(article, Splitting(claims, session.left_out))) <= missing
    for one in session.claims:
        assert one.quote == article.quote(one.claim.spans)
        own = re.sub(r"\s", "", "".join(article.quote([span]) for span in one.claim.spans))
        text, start = "", 0
        for bracket in one.claim.brackets:
            text += one.claim.text[start : bracket.at.start]
            start = bracket.at.end
            inside = one.claim.text[bracket.at.start + 1 : bracket.at.end - 1]
            assert inside == article.quote([bracket.source])
        assert re.sub(r"\s", "", text + one.claim.text[start:]) == own


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_claims_cut_in_any_order_stay_the_articles_words_and_come_back(
    sample_store: DuckStore,
    sample_article: Article,
    context: Context,
    tmp_path: Path,
    data: Drawn,
) -> None:
    path = tmp_path / "cut.duckdb"
    shutil.copy(sample_store.path, path)
    table = Table(DuckStore(path), sample_article, context)
    first = table.screens[ANALYSTS[0]]
    before = Splitting(tuple(one.claim for one in first.claims), first.left_out)
    missing = set(unaccounted(sample_article, before))
    for _ in range(data.draw(st.integers(4, 12))):
        table.act(data.draw(st.sampled_from(ANALYSTS)), data)
    table.keep()
    for session in table.screens.values():
        agrees(table.store, session, missing)
    table.take_all_back()
    table.keep()
    last = table.screens[ANALYSTS[0]]
    agrees(table.store, last, missing)
    assert (last.claims, last.left_out) == (first.claims, first.left_out)
    assert table.store.broken_at() is None
