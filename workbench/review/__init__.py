"""The review session as values: what was decided, what comes next, what can be undone."""
