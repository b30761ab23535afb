from workbench.model import (
    Article,
    Claim,
    Document,
    Furniture,
    FurnitureKind,
    LeftOut,
    LeftOutReason,
    Span,
    Splitting,
)


def claim(start: int, end: int) -> Claim:
    return Claim(f"{start:016x}", "a" * 64, (Span(start, end),), "A claim.")


def test_no_claim_lies_in_a_piece_that_is_left_out() -> None:
    splitting = Splitting((claim(0, 10), claim(12, 20), claim(22, 30)), ())
    piece = LeftOut((Span(12, 20),), LeftOutReason.FURNITURE)

    left = splitting.without([piece])

    assert left.claims == (claim(0, 10), claim(22, 30))
    assert left.left_out == (piece,)


def test_a_piece_has_one_reason_and_stands_in_article_order() -> None:
    headline = LeftOut((Span(0, 5),), LeftOutReason.HEADLINE)
    guessed = LeftOut((Span(12, 20),), LeftOutReason.OPINION)
    later = LeftOut((Span(30, 40),), LeftOutReason.QUESTION)
    piece = LeftOut((Span(12, 25),), LeftOutReason.CAPTION)

    left = Splitting((), (headline, guessed, later)).without([piece])

    assert left.left_out == (headline, piece, later)


def test_the_edges_of_a_piece_belong_to_its_neighbours() -> None:
    splitting = Splitting((claim(0, 12), claim(20, 30)), ())

    left = splitting.without([LeftOut((Span(12, 20),), LeftOutReason.FURNITURE)])

    assert left.claims == splitting.claims


def test_only_furniture_that_stands_in_the_text_is_left_out_of_it() -> None:
    document = Document(
        Article.of("A boy with a dog", title="A"),
        "text/html",
        furniture=(
            Furniture("Menu", FurnitureKind.NAVIGATION),
            Furniture("A boy with a dog", FurnitureKind.CAPTION, Span(0, 16)),
        ),
    )

    assert document.left_out == (LeftOut((Span(0, 16),), LeftOutReason.CAPTION),)
