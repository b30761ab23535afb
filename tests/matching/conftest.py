import pytest

from workbench.matching.encoder import SentenceEncoder, packaged_encoder


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    return packaged_encoder()
