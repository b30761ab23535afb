"""A report made article by article, so that how many claims it holds does not matter to memory."""

import datetime as dt
from collections.abc import Callable, Generator, Iterator
from importlib.metadata import version
from typing import IO, ClassVar, Protocol

from workbench.model import ReportHead, ReportSection, Tally
from workbench.pipeline.carrying import carrying
from workbench.pipeline.linked import LinkedClaims
from workbench.pipeline.progress import Progress, Stage
from workbench.pipeline.status_report import (
    ATTEMPTS,
    EVERY_CLAIM,
    Chosen,
    article_sizes,
    report_sections,
    written_to_meanwhile,
)
from workbench.store.protocol import Store

PIECE = 1 << 20
"""Bytes read back at a time."""


class StreamedForm(Protocol):
    """A form of the report that is made article by article, as `reporting.STREAMED` has them."""

    in_json: ClassVar[bool]
    """Whether it takes past claims as JSON, and no pairs."""

    def section(self, section: ReportSection) -> Iterator[str]:
        """Yield what the form says of an article."""

    def head(self, about: ReportHead) -> Iterator[str]:
        """Yield what stands before all articles, when all are made."""

    def tail(self, about: ReportHead) -> Iterator[str]:
        """Yield what stands after all articles."""


def stream_report(  # noqa: PLR0913 - what a report is made of
    store: Store,
    spool: IO[bytes],
    *,
    form: Callable[[], StreamedForm],
    chosen: Chosen = EVERY_CLAIM,
    made_at: dt.datetime,
    made_by: str,
    similar: LinkedClaims | None = None,
    whole: bool = False,
    files: bool = True,
) -> Generator[Progress, None, tuple[ReportHead, Iterator[bytes]]]:
    """Gather the report into a file of one's own, and return what it is and its bytes.

    The same bytes as `report` rendered in that form. Its totals stand first and are known last,
    and whether others wrote meanwhile shows at the end: hence the file, which is read back. As
    `report`, it is gathered anew then; StoreBusyError where that does not end.
    """
    for _ in range(ATTEMPTS):
        head = store.head()
        made = form()
        tally, found, articles = Tally(), Tally(), 0
        total = sum(article_sizes(store, chosen.articles).values())
        spool.seek(0)
        spool.truncate()
        for section in report_sections(store, chosen=chosen, similar=similar, in_json=made.in_json):
            spool.writelines(text.encode("utf-8") for text in made.section(section))
            articles += 1
            tally += section.tally
            found += Tally.of(one.status for one in section.claims)
            yield Progress(Stage.REPORTING, tally.total, total)
        record = carrying(store, files=files) if whole else None
        if store.head() == head:
            break
    else:
        raise written_to_meanwhile(store)
    about = ReportHead(
        articles=articles,
        filter=chosen.words,
        tally=tally,
        found=found,
        made_at=made_at,
        made_by=made_by,
        version=version("claim-workbench"),
        head=head,
        record=record,
    )
    return about, _bytes_of(made, about, spool)


def _bytes_of(made: StreamedForm, about: ReportHead, spool: IO[bytes]) -> Iterator[bytes]:
    for text in made.head(about):
        yield text.encode("utf-8")
    spool.seek(0)
    while piece := spool.read(PIECE):
        yield piece
    for text in made.tail(about):
        yield text.encode("utf-8")
