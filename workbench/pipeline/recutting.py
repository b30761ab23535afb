"""Claims re-cut: made by the splitter from the words that an analyst chose, kept and encoded."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from workbench import interchange
from workbench.errors import WorkbenchError
from workbench.matching.encoder import Encoder
from workbench.matching.words import terms
from workbench.model import Article, Claim, Entry, EntryKind, ReviewedClaim, Span
from workbench.pipeline.encoding import encode_missing
from workbench.pipeline.progress import Context
from workbench.review.acts import Stamp
from workbench.review.recutting import Cut
from workbench.review.recutting import recut as recut_session
from workbench.review.session import Session
from workbench.store.protocol import Store


def session_of(store: Store, article: Article, *, analyst: str, blind: bool = False) -> Session:
    """Return a review of an article as it stands in the store."""
    splitting = store.splitting(article.id)
    claims = [ReviewedClaim(claim, article.quote(claim.spans)) for claim in splitting.claims]
    return Session.of(
        article,
        claims,
        store.entries(article.id),
        analyst=analyst,
        left_out=splitting.left_out,
        furniture=store.furniture(article.id),
        blind=blind,
    )


def made_claims(
    article: Article, pieces: Iterable[Sequence[Span]], *, of: Sequence[Claim] = ()
) -> tuple[Claim, ...]:
    """Return the claims under chosen words; those without a word are dropped.

    `of` are the claims that they are cut from. Where the words lie in these, nothing is parsed;
    beyond them spaCy is loaded (1 to 2.5 s), and the article is parsed once.
    """
    from workbench.splitting.recutting import recut as claim_under  # ~0.3 s, no parser

    made = (claim_under(article, spans, of=of) for spans in pieces)
    return tuple(claim for claim in made if claim is not None)


def terms_made(entries: Iterable[Entry]) -> Mapping[str, Mapping[str, int]]:
    """Return the words of the claims that entries make, by the claims' ids."""
    return {
        claim.id: terms(claim.text)
        for recut in interchange.recuts_from_entries(entries)
        for claim in recut.made
    }


def recut(
    session: Session, cut: Cut, *, store: Store, context: Context, reason: str | None = None
) -> tuple[Entry, tuple[Claim, ...], str]:
    """Make a cut and keep it; return its entry, the claims made, and what was done in words.

    WorkbenchError where it cannot be made.
    """
    of = [claim for id_ in cut.taken if (claim := session.cuts.claim(id_)) is not None]
    made = made_claims(session.article, cut.spans, of=of)
    stamp = Stamp(context.new_id(), context.clock())
    step = recut_session(session, cut, made, stamp=stamp, reason=reason)
    if step.entry is None:
        raise WorkbenchError(step.words)
    store.append([step.entry], terms=terms_made([step.entry]))
    (recorded,) = interchange.recuts_from_entries([step.entry])
    return step.entry, recorded.made, step.words


def encode_made(
    entries: Iterable[Entry],
    *,
    store: Store,
    load_encoder: Callable[[], Encoder],
    context: Context,
    model: str,
) -> int:
    """Encode the claims that entries made, where they have no vector; return how many had none."""
    texts = [one.text for cut in interchange.recuts_from_entries(entries) for one in cut.made]
    work = encode_missing(texts, store=store, load_encoder=load_encoder, model=model)
    while True:
        try:
            next(work)
        except StopIteration as end:
            encoded = end.value
            break
    if encoded.texts:
        store.add_vectors(encoded, entry=context.entry(EntryKind.REINDEXED))
    return len(encoded.texts)
