import pytest

from workbench.matching.posts import as_sentence


@pytest.mark.parametrize(
    ("post", "sentence"),
    [
        ("Convoy let in https://t.example/xYz1", "Convoy let in"),
        ("Convoy let inpic.twitter.com/xYz1 today", "Convoy let in today"),
        ("See www.relief.example/a?b=1 now", "See now"),
        ("#BabAmrSiege goes on", "Bab Amr Siege goes on"),
        ("@relief_agency says so", "relief agency says so"),
        ("#UNEnvoy and #Winter2012", "UN Envoy and Winter 2012"),
        ("It fell — Amara Dell (@amara) March 1, 2012", "It fell — Amara Dell"),
        ("It fell  \n today", "It fell today"),
    ],
)
def test_what_only_a_post_has_is_taken_off(post: str, sentence: str) -> None:
    assert as_sentence(post) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "About 4,000 people remain [in Bab Amr], the FSA said.",
        "The army (which denied it) left — and came back.",
        "It costs 3 dollars; www is no address, nor is https:",
        "",
    ],
)
def test_a_sentence_stays_as_it_is(text: str) -> None:
    assert as_sentence(text) == text
