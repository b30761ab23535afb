"""Which sentence model a store is searched and added to with."""

from workbench.matching.encoder import PACKAGED_MODELS, model_tag
from workbench.store.protocol import Store


def model_in_force(setting: str | None, store: Store) -> str:
    """Return the tag of the model that the setting names; where it names none, the store's own.

    That is whichever of the packaged model's forms encoded it: vectors of two are never compared,
    and a store from before the form in eight bits goes on as it was until it is reindexed.
    """
    return store.most_encoded_by(PACKAGED_MODELS) if setting is None else model_tag(setting)


def models_to_bring(model: str) -> tuple[str, ...]:
    """Return the models whose vectors come along from another store into one with this model."""
    return PACKAGED_MODELS if model in PACKAGED_MODELS else (model,)
