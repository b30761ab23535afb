import pytest

from workbench.matching.encoder import Encoder, packaged_encoder
from workbench.matching.reference import ReferenceEncoder, load_reference
from workbench.matching.sentence_model import sentence_model


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return packaged_encoder()


@pytest.fixture(scope="session")
def reference() -> ReferenceEncoder:
    return load_reference(sentence_model())
