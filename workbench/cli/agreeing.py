"""Commands for several analysts: `agreement`, `merge`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.options import AS_JSON, by
from workbench.cli.session import Session, finish

if TYPE_CHECKING:
    from workbench.model import Json
    from workbench.review.agreement import Agreement
    from workbench.store.protocol import Merged

NOT_KNOWN = "Whether a verdict was given blind is not known: the ledger does not say."
ONE_VERDICT = "cannot be told: one verdict throughout"


@click.command()
@click.argument("article", metavar="[ARTICLE]", required=False)
@AS_JSON
@click.pass_obj
def agreement(session: Session, /, article: str | None, *, as_json: bool) -> None:
    """Print how far analysts agree: per cent, Cohen's kappa for each two, Krippendorff's alpha.

    Over the claims that two or more judged, of all articles or of ARTICLE: its id, or as many of
    its first letters as tell it apart. Each analyst's newest verdict counts, also where the
    disagreement was settled since; the settlement itself does not.
    """
    from workbench.cli import printing
    from workbench.review.agreement import agreement as agreement_of

    store = session.store
    article_id = None if article is None else store.article(article).id
    claims = [one.claim.id for one in store.reviewed_claims(article_id)]
    found = agreement_of(store.entries(article_id), claims)
    if as_json:
        printing.print_json(_to_json(found))
    else:
        _print(found)


def _to_json(found: "Agreement") -> "dict[str, Json]":
    from workbench.review.agreement import FEW

    return {
        "claims": found.claims,
        "analysts": list(found.analysts),
        "per_cent": _rounded(found.per_cent),
        "alpha": _rounded(found.alpha),
        "few": found.claims < FEW,
        "blind_known": False,
        "pairs": [
            {
                "first": pair.first,
                "second": pair.second,
                "claims": pair.claims,
                "per_cent": _rounded(pair.per_cent),
                "kappa": _rounded(pair.kappa),
            }
            for pair in found.pairs
        ],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _print(found: "Agreement") -> None:
    from workbench.cli import printing
    from workbench.review.agreement import FEW

    if not found.claims or found.per_cent is None:
        printing.print_line("No claim was judged by two analysts or more: nothing to compare yet.")
        return
    alpha = ONE_VERDICT if found.alpha is None else f"{found.alpha:.2f}"
    printing.print_table(
        ("analysts", "claims", "agree", "Cohen’s kappa"),
        (
            (
                f"{pair.first}, {pair.second}",
                str(pair.claims),
                f"{pair.per_cent:.0f} %",
                ONE_VERDICT if pair.kappa is None else f"{pair.kappa:.2f}",
            )
            for pair in found.pairs
        ),
    )
    printing.print_line(
        f"{printing.counted(found.claims, 'claim')} judged by two or more of "
        f"{printing.counted(len(found.analysts), 'analyst')}: {found.per_cent:.0f} % of every two "
        f"verdicts agree; Krippendorff’s alpha {alpha}."
    )
    if found.claims < FEW:
        printing.print_line(f"Fewer than {FEW} claims: these figures may be chance.")
    printing.print_line(NOT_KNOWN)


@click.command()
@click.argument("other", metavar="OTHER", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would come in, and change nothing.")
@by("Who merges.")
@AS_JSON
@click.pass_obj
def merge(
    session: Session, /, other: Path, *, dry_run: bool, analyst: str | None, as_json: bool
) -> None:
    """Bring in what another store holds: articles, past claims, verdicts, evidence, everything.

    OTHER is checked first and never changed; it comes in whole or not at all, and a second time
    nothing more comes. Verdicts of two analysts that differ are both kept, as a disagreement.
    """
    from workbench import pipeline
    from workbench.cli import printing

    session.check_matching()
    before = session.store.known().articles
    found = finish(
        pipeline.merge(
            other,
            store=session.store,
            context=session.context(analyst),
            model=session.model,
            dry_run=dry_run,
        )
    )
    if as_json:
        printing.print_json({"dry_run": dry_run, **_merged_to_json(found)})
    else:
        printing.print_line(_merged_in_words(found, other=other, dry_run=dry_run))
    if not dry_run:
        from workbench.cli.searching import say_unencoded
        from workbench.pipeline.model_choice import model_in_force

        # Anew: what came in may have changed which it is.
        model = model_in_force(session.settings.model, session.store)
        say_unencoded(session.store, model=model)
        session.find_ahead(session.store.known().articles - before)


def _merged_to_json(found: "Merged") -> "dict[str, Json]":
    return {
        "entries": found.entries,
        "articles": found.articles,
        "claims": found.claims,
        "past_claims": found.past_claims,
        "vectors": found.vectors,
    }


def _merged_in_words(found: "Merged", *, other: Path, dry_run: bool) -> str:
    from workbench.cli import printing

    if not any(_merged_to_json(found).values()):
        return f"Nothing in {other} is new."
    entries = "1 ledger entry" if found.entries == 1 else f"{found.entries:,} ledger entries"
    counts = ", ".join(
        [
            printing.counted(found.articles, "article"),
            printing.counted(found.claims, "claim"),
            printing.counted(found.past_claims, "past claim"),
            f"{entries} and {printing.counted(found.vectors, 'vector')}",
        ]
    )
    verb = "would come in" if dry_run else "came in"
    return f"From {other}, {counts} {verb}."
