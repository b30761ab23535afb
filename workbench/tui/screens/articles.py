"""The articles of the store: one is chosen, added, corrected, taken out, or brought back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from workbench.model import ENGLISH, ArticleSummary, EntryKind, name_of, primary
from workbench.review.words import clipped, cut_in_words, known_in_words
from workbench.tui.action import Place
from workbench.tui.actions import bindings
from workbench.tui.article_errands import ArticleErrands
from workbench.tui.keys_in_turn import hold_keys, let_keys_go
from workbench.tui.model_loading import ModelLoading
from workbench.tui.parts import Parts
from workbench.tui.screens.article_form import ArticleForm
from workbench.tui.screens.left_once import LeftOnce
from workbench.tui.screens.one_line import LineDialog
from workbench.tui.status import STYLES
from workbench.tui.text import Piece, on_one_line, styled
from workbench.tui.widgets.options import Options
from workbench.tui.widgets.plot import bar_cells
from workbench.tui.widgets.store_reader import StoreReader

if TYPE_CHECKING:
    from workbench.pipeline import Added, Adding

EMPTY = (
    "There is no article in this store yet. {add_article} adds one: a file, a folder or an address."
)
ADDING = "Articles are being added: Esc or {stop} stops that, and keeps what has come in."
FAILURES = 5
"""Sources that could not be added that are named; of more, only their number is said."""
_BAR = 12


@dataclass(frozen=True, slots=True)
class Left:
    """How the articles were left."""

    opened: str | None
    """The article to review; None where there is none."""
    reload: bool
    """Whether it is another one than before, or not as it was."""
    listed: frozenset[str]
    """All that were there at last: what comes later comes from another window."""


class ArticlesScreen(LeftOnce[Left]):
    """The articles of the store, the newest first."""

    AT = Place.ARTICLES
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "open", show=True),
        *bindings(Place.ARTICLES),
    ]
    AUTO_FOCUS = "#articles"

    def __init__(
        self,
        parts: Parts,
        errands: ArticleErrands,
        model: ModelLoading,
        *,
        reviewed: str | None,
        asking: bool = False,
    ) -> None:
        """Begin at the article under review, or by asking what to add."""
        super().__init__()
        self._parts = parts
        self._errands = errands
        self._model = model
        self._reviewed = reviewed
        self._asking = asking
        self._changed = False
        """Whether the article under review is not as it was."""
        self._at = reviewed
        """The article to select when they are listed."""
        self._summaries: tuple[ArticleSummary, ...] = ()
        self._adding = self._stopping = self._acting = False
        self._left_early = False
        """Whether the screen is to be left when what was asked for is done."""
        self._said = ""
        """What stays when the articles are listed anew."""

    def compose(self) -> ComposeResult:
        """A heading, what is going on, and the articles."""
        seen_by = self._parts.similar.seen_by
        heading = styled(("Articles", "bold"), ("  Enter opens one", "$foreground-muted"))
        yield Static(heading, id="screen-title")
        yield Static(styled("Reading the store…"), id="state")
        yield Options(id="articles", markup=False, compact=True)
        yield StoreReader(self._parts.store, seen_by=seen_by)
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Read them."""
        self.query_one(StoreReader).list_articles()
        if self._asking:
            self.action_add_article()

    def on_unmount(self) -> None:
        """Add no more: nobody would be told of it."""
        let_keys_go(self)
        if self._adding:
            self._errands.stop()

    # The list

    @on(StoreReader.ArticlesListed)
    def _listed(self, message: StoreReader.ArticlesListed) -> None:
        self._summaries = message.summaries
        articles = self.query_one(OptionList)
        place = articles.highlighted or 0
        articles.set_options(
            Option(_line(summary), id=summary.article.id) for summary in message.summaries
        )
        ids = [summary.article.id for summary in message.summaries]
        place = ids.index(self._at) if self._at in ids else min(place, len(ids) - 1)
        articles.highlighted = place if ids else None
        self._at = None
        if not self._adding:
            self._say(self._said or ("" if ids else self._parts.keymap.words(EMPTY)))
        if self._left_early and not self._acting:
            self.action_leave()

    @on(StoreReader.LoadFailed)
    def _list_failed(self, message: StoreReader.LoadFailed) -> None:
        self._say(str(message.error), failed=True)

    def _relist(self, words: str, *, at: str | None = None) -> None:
        """Read the articles anew, and say what was done to them."""
        self._at, self._said = at, words
        self._say(words)
        self.query_one(StoreReader).list_articles()

    @property
    def _selected(self) -> ArticleSummary | None:
        place = self.query_one(OptionList).highlighted
        return None if place is None else self._summaries[place]

    # Choosing and leaving

    @on(OptionList.OptionSelected)
    def _chosen(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(Left(message.option_id, reload=True, listed=self._ids()))

    def action_choose(self) -> None:
        """Open the article under the cursor."""
        self.query_one(OptionList).action_select()

    def action_leave(self) -> None:
        """Stop what is being added; else go back to the review."""
        if self._adding and not self._stopping:
            self.action_stop()
            return
        if self._acting:
            self._left_early = True
            self._say("Leaving when that is done…")
            return
        ids = self._ids()
        gone = bool(self._summaries or self._changed) and self._reviewed not in ids
        opened = None if gone else self._reviewed
        self.dismiss(Left(opened, reload=gone or self._changed, listed=ids))

    def action_step(self, steps: int) -> None:
        """Move as the arrows do."""
        articles = self.query_one(OptionList)
        (articles.action_cursor_down if steps > 0 else articles.action_cursor_up)()

    def _ids(self) -> frozenset[str]:
        return frozenset(summary.article.id for summary in self._summaries)

    # Adding

    def action_add_article(self) -> None:
        """Ask for a path or an address, and take in what is there."""
        if self._is_busy():
            return

        def add(source: str | None) -> None:
            if source is not None:
                self._adding, self._stopping = True, False
                self._say("Looking for what to add… Esc stops it.")
                self._errands.add(unquoted(source), self._model, self.post_message)

        dialog = LineDialog(
            "Add an article, or many",
            keys="Enter adds what is there · Esc leaves",
            example="a file, a folder, a pattern such as *.pdf, or an http(s) address",
        )
        self.app.push_screen(dialog, add)

    def action_stop(self) -> None:
        """Add no more; what has come in stays."""
        if self._adding:
            self._stopping = True
            self._errands.stop()
            self._say("Stopping…")
        else:
            self._say("Nothing runs that could be stopped.")

    @on(ArticleErrands.Advanced)
    def _advanced(self, message: ArticleErrands.Advanced) -> None:
        if self._adding and not self._stopping:
            self._say(f"{progress_in_words(message.step)} Esc stops it.")

    @on(ArticleErrands.Finished)
    def _finished(self, message: ArticleErrands.Finished) -> None:
        self._adding = False
        added = message.done.added
        words = [added_in_words(added, message.done.passed_over)] if added else []
        if not added and message.done.passed_over:
            words.append("Nothing is new: all of it had been read before.")
        words += message.notes
        words += [f"Not added: {one.reason} {one.hint}" for one in message.failed[:FAILURES]]
        if (more := len(message.failed) - FAILURES) > 0:
            words.append(f"Not added: {more:,} more. workbench add lists them all.")
        self._relist("\n".join(words), at=added[-1].article.id if added else self._at_now())

    @on(ArticleErrands.Stopped)
    def _stopped(self, message: ArticleErrands.Stopped) -> None:
        self._adding = False
        kept = _counted(message.articles, "new article")
        again = "The same again goes on from there."
        nothing = "Stopped; nothing was added."
        claims = _counted(message.claims, "claim")
        words = f"Stopped; {kept} with {claims} kept. {again}" if message.articles else nothing
        self._relist(words, at=self._at_now())

    @on(ArticleErrands.AddFailed)
    def _add_failed(self, message: ArticleErrands.AddFailed) -> None:
        self._adding = False
        kept = f" {_counted(message.articles, 'new article')} kept." if message.articles else ""
        self._relist(f"{message.error}{kept}", at=self._at_now())

    # Correcting, removing, undoing

    def action_rename_article(self) -> None:
        """Ask for another title, author, publisher, date, address or language."""
        summary = self._selected
        if summary is None or self._is_busy():
            return
        article = summary.article

        def correct(given: Mapping[str, str] | None) -> None:
            if given is not None:
                self._begin_to_act("Correcting it…")
                self._errands.correct(article, given, self.post_message)

        self.app.push_screen(ArticleForm(article), correct)

    def action_remove_article(self) -> None:
        """Take the article under the cursor out."""
        summary = self._selected
        if summary is not None and not self._is_busy():
            self._begin_to_act("Taking it out…")
            self._errands.remove(summary.article, self.post_message)

    def action_undo(self) -> None:
        """Take back the analyst's newest correction or removal."""
        if not self._is_busy():
            self._begin_to_act("Taking it back…")
            self._errands.turn(EntryKind.UNDONE, self.post_message)

    def action_redo(self) -> None:
        """Restore the correction or removal that the analyst took back last."""
        if not self._is_busy():
            self._begin_to_act("Restoring it…")
            self._errands.turn(EntryKind.REDONE, self.post_message)

    @on(ArticleErrands.Acted)
    def _acted(self, message: ArticleErrands.Acted) -> None:
        self._acting = False
        article = message.article
        self._changed = self._changed or article.id == self._reviewed
        title = f"“{clipped(on_one_line(article.title), limit=60)}”"
        removal = message.entry.kind is EntryKind.ARTICLE_REMOVED
        undo = self._parts.keymap.words("{undo}")
        if message.undone:
            renamed = "title" in message.entry.body
            before = "has its former title again" if renamed else "stands as before"
            words = f"{title} {'is back' if removal else before}."
        elif removal:
            claims = "its claims are neither listed nor found any more"
            words = f"{title} was taken out; {claims}. {undo} brings it back."
        elif message.entry.body.keys() == {"article", "title"}:
            words = f"It is {title} now. {undo} gives it its former title again."
        else:
            words = f"{title}: {on_one_line(known_in_words(article))}. {undo} takes that back."
            if message.cut_as:
                words += f" {cut_in_words(message.cut_as)}"
        self._relist(words, at=article.id)
        let_keys_go(self)

    @on(ArticleErrands.ActFailed)
    def _act_failed(self, message: ArticleErrands.ActFailed) -> None:
        self._acting = self._left_early = False
        self._say(str(message.error), failed=True)
        let_keys_go(self)

    def _begin_to_act(self, words: str) -> None:
        """Say so; the keys that are typed next are for what comes of it."""
        self._acting = True
        self._say(words)
        hold_keys(self)

    def _is_busy(self) -> bool:
        """Tell whether something has to be waited for, and say so of what takes long."""
        if self._adding:
            self._say(self._parts.keymap.words(ADDING))
        return self._adding or self._acting

    def _at_now(self) -> str | None:
        return self._selected.article.id if self._selected else None

    def _say(self, words: str, *, failed: bool = False) -> None:
        state = self.query_one("#state", Static)
        state.update(styled((words, "$text-error") if failed else words))
        state.display = bool(words)


def unquoted(source: str) -> str:
    """Return a path without the quotation marks that a file manager puts around it."""
    marked = len(source) > 1 and source[0] == source[-1] and source[0] in "'\""
    return source[1:-1] if marked else source


def progress_in_words(step: "Adding") -> str:
    """Return how far adding has come."""
    settled = f"{step.settled:,} of {_counted(step.total, 'source')}"
    come = f"{_counted(step.articles, 'article')}, {_counted(step.claims, 'claim')}"
    failed = f", {step.failed:,} failed" if step.failed else ""
    return f"{step.stage.capitalize()}… {settled}: {come}{failed}."


def added_in_words(added: "tuple[Added, ...]", passed_over: int) -> str:
    """Return what was added, in a sentence."""
    if len(added) == 1 and not passed_over:
        (one,) = added
        what = "Added" if one.new else "In the store already, as it is:"
        what = "Back in the store, as it was:" if one.restored else what
        counts = f"{_counted(one.claims, 'claim')}, {_counted(one.left_out, 'statement')} left out"
        return f"{what} “{clipped(on_one_line(one.article.title), limit=60)}”: {counts}."
    new = [one for one in added if one.new]
    claims = _counted(sum(one.claims for one in new), "claim")
    known = len(added) - len(new) + passed_over
    there = f"; {known:,} known already" if known else ""
    return f"Added {_counted(len(new), 'article')} with {claims}{there}."


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _line(summary: ArticleSummary) -> Content:
    """Return its title, how far it has come, its claims by verdict, where it is from: two lines."""
    tally, article = summary.tally, summary.article
    day = f"{article.published:%-d %b %Y}" if article.published else None
    added = f"added {summary.added_at:%-d %b %Y %H:%M} UTC"
    tag = article.language or ENGLISH
    language = None if primary(tag) == ENGLISH else name_of(tag)
    parts = (article.publisher, day, article.author, language, added)
    source = " · ".join(on_one_line(part) for part in parts if part)
    bar = bar_cells(tally, most=tally.total, width=_BAR)
    blank = " " * (_BAR - sum(count for _, count in bar))
    pieces: list[Piece] = [
        (f"{on_one_line(article.title)}\n  ", "bold"),
        *((status.glyph * count, STYLES[status]) for status, count in bar),
        (f"{blank}  {tally.reviewed} of {tally.total} reviewed", "$foreground-muted"),
        *((f"  {status.glyph} {count}", STYLES[status]) for status, count in tally.counts if count),
        (f"  {source}", "$foreground-muted"),
    ]
    return styled(*pieces)
