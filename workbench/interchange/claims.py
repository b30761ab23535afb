"""Claims, and what was left out, as JSON."""

from typing import cast

from workbench.interchange.shapes import as_list, as_object, as_text, as_text_or_none
from workbench.model import (
    Article,
    Bracket,
    Checkability,
    Claim,
    DateMention,
    Figure,
    FigureKind,
    Furniture,
    FurnitureKind,
    Json,
    LeftOut,
    Manner,
    Span,
)


def claim_to_json(claim: Claim, article: Article) -> dict[str, Json]:
    """Return the claim as `workbench claims --jsonl` prints it."""
    return {
        "id": claim.id,
        "article": claim.article_id,
        "spans": spans_to_json(claim.spans),
        "quote": article.quote(claim.spans),
        "text": claim.text,
        "speaker": claim.speaker,
        "speaker_span": span_to_json(claim.speaker_span) if claim.speaker_span else None,
        "cue": claim.cue,
        "manner": claim.manner.value,
        "figures": figures_to_json(claim.figures),
        "dates": dates_to_json(claim.dates),
        "checkability": checkability_to_json(claim.checkability),
        "brackets": brackets_to_json(claim.text, claim.brackets),
    }


def claim_from_json(value: Json) -> Claim:
    """Read what `claim_to_json` gave; KeyError, TypeError or ValueError for anything else."""
    item = as_object(value)
    speaker_span = item["speaker_span"]
    return Claim(
        id=as_text(item["id"]),
        article_id=as_text(item["article"]),
        spans=spans_from_json(item["spans"]),
        text=as_text(item["text"]),
        speaker=as_text_or_none(item["speaker"]),
        speaker_span=None if speaker_span is None else span_from_json(speaker_span),
        cue=as_text_or_none(item["cue"]),
        manner=Manner(as_text(item["manner"])),
        figures=figures_from_json(item["figures"]),
        dates=dates_from_json(item["dates"]),
        checkability=checkability_from_json(item["checkability"]),
        brackets=brackets_from_json(item["brackets"]),
    )


def left_out_to_json(left_out: LeftOut, article: Article) -> dict[str, Json]:
    """Return a statement that was left out, with its reason."""
    return {
        "spans": spans_to_json(left_out.spans),
        "quote": article.quote(left_out.spans),
        "reason": left_out.reason.value,
    }


def taken_out_to_json(piece: Furniture) -> dict[str, Json]:
    """Return a piece that was taken out around an article as `left_out_to_json` does the others."""
    return {"spans": [], "quote": piece.text, "reason": piece.words}


def furniture_to_json(piece: Furniture) -> dict[str, Json]:
    """Return a piece that was taken out of an article's source, with what it is."""
    return {"text": piece.text, "kind": piece.kind.value}


def furniture_from_json(value: Json) -> Furniture:
    """Read what `furniture_to_json` gave; KeyError, TypeError or ValueError for anything else."""
    item = as_object(value)
    return Furniture(as_text(item["text"]), FurnitureKind(as_text(item["kind"])))


def span_to_json(span: Span) -> list[Json]:
    """Return `[start, end]`."""
    return [span.start, span.end]


def span_from_json(value: Json) -> Span:
    """Read `[start, end]`; ValueError where it is anything else."""
    if isinstance(value, list) and len(value) == 2:  # noqa: PLR2004 - `match` takes twice as long
        start, end = value
        if isinstance(start, int) and isinstance(end, int):
            return Span(start, end)
    message = f"not a span: {value!r}"
    raise ValueError(message)


def spans_to_json(spans: tuple[Span, ...]) -> list[Json]:
    """Return the spans as a list of `[start, end]`."""
    return [span_to_json(span) for span in spans]


def spans_from_json(value: Json) -> tuple[Span, ...]:
    """Read a list of `[start, end]`."""
    return tuple(span_from_json(item) for item in as_list(value))


def figures_to_json(figures: tuple[Figure, ...]) -> list[Json]:
    """Return the figures, each an object."""
    return [
        {
            "text": figure.text,
            "kind": figure.kind.value,
            "value": figure.value,
            "hedge": figure.hedge,
            "unit": figure.unit,
            "span": span_to_json(figure.span),
        }
        for figure in figures
    ]


def figures_from_json(value: Json) -> tuple[Figure, ...]:
    """Read what `figures_to_json` gave."""
    return tuple(
        Figure(
            text=cast("str", item["text"]),  # written by figures_to_json
            kind=FigureKind(cast("str", item["kind"])),
            value=cast("float | None", item["value"]),
            hedge=cast("str | None", item["hedge"]),
            unit=cast("str | None", item["unit"]),
            span=span_from_json(item["span"]),
        )
        for item in map(as_object, as_list(value))
    )


def dates_to_json(dates: tuple[DateMention, ...]) -> list[Json]:
    """Return the dates, each an object."""
    return [
        {
            "text": date.text,
            "value": date.value,
            "certain": date.certain,
            "span": span_to_json(date.span),
        }
        for date in dates
    ]


def dates_from_json(value: Json) -> tuple[DateMention, ...]:
    """Read what `dates_to_json` gave."""
    return tuple(
        DateMention(
            text=cast("str", item["text"]),  # written by dates_to_json
            span=span_from_json(item["span"]),
            value=cast("str | None", item["value"]),
            certain=cast("bool", item["certain"]),
        )
        for item in map(as_object, as_list(value))
    )


def brackets_to_json(text: str, brackets: tuple[Bracket, ...]) -> list[Json]:
    """Return each bracket with its words, its place in the text and its source in the article."""
    return [
        {
            "text": text[bracket.at.start + 1 : bracket.at.end - 1],
            "at": span_to_json(bracket.at),
            "source": span_to_json(bracket.source),
        }
        for bracket in brackets
    ]


def brackets_from_json(value: Json) -> tuple[Bracket, ...]:
    """Read what `brackets_to_json` gave."""
    return tuple(
        Bracket(span_from_json(item["at"]), span_from_json(item["source"]))
        for item in map(as_object, as_list(value))
    )


def checkability_to_json(checkability: Checkability) -> dict[str, Json]:
    """Return the score with its reasons."""
    return {"score": checkability.score, "reasons": list(checkability.reasons)}


def checkability_from_json(value: Json) -> Checkability:
    """Read what `checkability_to_json` gave."""
    item = as_object(value)
    reasons = tuple(str(reason) for reason in as_list(item["reasons"]))
    return Checkability(cast("float", item["score"]), reasons)
