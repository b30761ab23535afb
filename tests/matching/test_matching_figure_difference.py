from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.matching.figure_difference import agree, figure_differences
from workbench.model import Figure, FigureKind, Span

HEDGES = [
    None, "about", "some", "nearly", "just over", "at least", "more than", "no more than", "up to",
    "or so", "slightly less than", "an estimated",
]  # fmt: skip
UNITS: dict[FigureKind, list[str | None]] = {
    FigureKind.COUNT: [None, "people", "civilians", "wounded soldiers", "tents"],
    FigureKind.PERCENT: ["percent", "percentage points"],
    FigureKind.CURRENCY: ["USD", "EUR", "cents"],
    FigureKind.DURATION: ["days", "weeks", "months", "years"],
    FigureKind.MEASURE: ["km", "miles", "kg", "°C"],
    FigureKind.ORDINAL: [None],
    FigureKind.YEAR: [None],
    FigureKind.DATE: [None],
    FigureKind.TIME: [None],
}
VALUES = st.one_of(
    st.integers(-50, 10**10).map(float),
    st.floats(-50, 1e6, allow_nan=False).map(lambda value: round(value, 2)),
)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    kind = draw(st.sampled_from(FigureKind))
    unit = draw(st.sampled_from(UNITS[kind]))
    order = draw(st.sampled_from(["dozens", "several hundred", "tens of thousands", "millions"]))
    value = draw(st.none() | VALUES) if kind is FigureKind.COUNT else draw(VALUES)
    hedge = None if value is None else draw(st.sampled_from(HEDGES))
    number = order if value is None else f"{value:g}"
    text = " ".join(filter(None, (hedge, number, unit)))
    return Figure(text, kind, value, hedge, unit, Span(0, len(text)))


@settings(deadline=None)
@given(figures(), figures())
def test_agreement_goes_both_ways(one: Figure, other: Figure) -> None:
    assert agree(one, other) == agree(other, one)


@settings(deadline=None)
@given(st.lists(figures(), max_size=4), st.lists(figures(), max_size=4))
def test_both_sides_find_as_many_differences(ours: list[Figure], theirs: list[Figure]) -> None:
    found, mirrored = figure_differences(ours, theirs), figure_differences(theirs, ours)
    assert len(found) <= min(len(ours), len(theirs))
    assert bool(found) == bool(mirrored)


@settings(deadline=None)
@given(st.lists(figures(), max_size=4))
def test_figures_do_not_differ_from_themselves(ours: list[Figure]) -> None:
    assert figure_differences(ours, ours) == []


@settings(deadline=None)
@given(st.integers(1, 10**8), st.sampled_from(HEDGES), st.sampled_from(UNITS[FigureKind.COUNT]))
def test_ten_times_as_many_always_differs(count: int, hedge: str | None, unit: str | None) -> None:
    ours, theirs = (
        Figure(f"{value} {unit}", FigureKind.COUNT, float(value), hedge, unit, Span(0, 1))
        for value in (count, 10 * count)
    )
    assert len(figure_differences([ours], [theirs])) == 1
