"""The review screen: Textual over the review session, the store and the pipeline."""
