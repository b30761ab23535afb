import json

from hypothesis import given
from report_samples import ARTICLE, HOSTILE_TEXTS, SECTION, report, report_that_says

from workbench.reporting import render_annotations


def test_each_claim_is_an_annotation_found_by_quotation_and_position() -> None:
    collection = json.loads(render_annotations(report(SECTION)))

    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == 2
    for item, claim in zip(items, SECTION.claims, strict=True):
        (target,) = item["target"]
        quotation, position = target["selector"]
        start, end = position["start"], position["end"]
        assert target["source"] == ARTICLE.url
        assert quotation["exact"] == ARTICLE.text[start:end] == claim.quote
        assert ARTICLE.text[:start].endswith(quotation["prefix"])
        assert ARTICLE.text[end:].startswith(quotation["suffix"])


def test_an_annotation_says_where_its_claim_stands_and_who_judged_it() -> None:
    first, second = json.loads(render_annotations(report(SECTION)))["first"]["items"]

    assert {"classifying": "disputed"}.items() <= purposes(first).items()
    assert purposes(first)["commenting"] == "The ferry company counted 3,100."
    assert first["creator"]["name"] == "anna"
    assert purposes(second)["classifying"] == "unreviewed"
    assert "creator" not in second


@given(HOSTILE_TEXTS)
def test_whatever_a_text_holds_is_kept(words: str) -> None:
    (item,) = json.loads(render_annotations(report_that_says(words)))["first"]["items"]

    assert purposes(item)["describing"] == words


def purposes(item: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    return {body["purpose"]: body["value"] for body in item["body"]}
