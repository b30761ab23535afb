"""The report as a PDF: tagged, so that its text can be copied and read aloud in its order.

Set by Typst, chosen over WeasyPrint, which needs libraries of the system, and fpdf2, which tags
nothing. What is not ours goes in as data and is never read as markup; no package is fetched.
PDF/UA is not asked for: it would refuse a whole report for one letter that no font here has.
"""

import json
from functools import cache
from importlib import resources

from workbench.errors import WorkbenchError
from workbench.model import Json, Report, ReviewedClaim
from workbench.reporting import particulars, wording
from workbench.reporting.chapters import Chapter, chapters
from workbench.reporting.charts import Bar
from workbench.visible import visible


def render_pdf(report: Report) -> bytes:
    """Return the report as a PDF; WorkbenchError where it cannot be set."""
    import typst  # ~0.05 s, and 60 MB of memory

    data = json.dumps(_shown(_report(report)), ensure_ascii=False)
    try:
        return typst.compile(
            _template(),
            format="pdf",
            sys_inputs={"report": data},
            timestamp=int(report.made_at.timestamp()),
        )
    except typst.TypstError as error:
        message = f"The PDF could not be set: {error}."
        raise WorkbenchError(
            message, "Write the HTML report and print it from a browser."
        ) from error


@cache
def _template() -> bytes:
    folder = resources.files("workbench.reporting") / "templates"
    return (folder / "report.typ").read_bytes()


def _report(report: Report) -> dict[str, Json]:
    alone = report.sections[0].article.title if len(report.sections) == 1 else None
    return {
        "title": f"Claim status report: {alone}" if alone else "Claim status report",
        "lead": f"{wording.totals(report.tally)}.",
        "made_by": report.made_by,
        "facts": [list(fact) for fact in particulars.of_report(report)],
        "nothing": wording.nothing_shown(report),
        "chapters": [_chapter(chapter) for chapter in chapters(report)],
    }


def _chapter(chapter: Chapter) -> dict[str, Json]:
    section = chapter.section
    claims = section.claims
    return {
        "title": section.article.title,
        "whole": _bar(chapter.whole) if section.tally.total else None,
        "tally": [
            [wording.status_with_glyph(status), f"{count:,}"]
            for status, count in section.tally.counts
        ],
        "pieces": [
            {
                "text": piece.text,
                "status": claims[piece.claims[0] - 1].status.value if piece.claims else None,
                "ends": [_place(chapter, number) for number in piece.ends],
            }
            for piece in chapter.pieces
        ],
        "empty": wording.nothing_in(section),
        "claims": [_claim(chapter, number, item) for number, item in enumerate(claims, 1)],
        "open": [
            {**_place(chapter, number), "text": f"{item.status}: {item.claim.text} {words}"}
            for number, item, words in chapter.open_questions
        ],
        "conflicts": [
            [
                f"{one.number}. {one.claim.claim.text}",
                one.difference.ours,
                one.difference.theirs,
                one.other,
                one.source,
            ]
            for one in chapter.conflicts
        ],
        "pairs": [wording.pair_in_full(pair) for pair in section.pairs],
        "left_out": [
            [one.reason.value, section.article.quote(one.spans), wording.offsets(one.spans)]
            for one in section.left_out
        ],
        "around": wording.around(section) if section.furniture else None,
        "furniture": [[one.words, one.text] for one in section.furniture],
    }


def _claim(chapter: Chapter, number: int, item: ReviewedClaim) -> dict[str, Json]:
    return {
        **_place(chapter, number),
        "text": item.claim.text,
        "quote": item.quote,
        "facts": [list(fact) for fact in particulars.of_claim(item)],
        "groups": [
            {"title": title, "items": list(lines)} for title, lines in particulars.groups(item)
        ],
    }


def _place(chapter: Chapter, number: int) -> dict[str, Json]:
    status = chapter.section.claims[number - 1].status
    return {
        "number": str(number),
        "label": f"claim-{chapter.number}-{number}",
        "status": status.value,
        "glyph": status.glyph,
    }


def _bar(bar: Bar) -> dict[str, Json]:
    parts: list[Json] = [{"status": part.status.value, "width": part.width} for part in bar.parts]
    return {"words": bar.words, "parts": parts}


def _shown(value: Json) -> Json:
    """Make control characters of all texts visible."""
    match value:
        case str():
            return visible(value)
        case list():
            return [_shown(item) for item in value]
        case dict():
            return {key: _shown(item) for key, item in value.items()}
    return value
