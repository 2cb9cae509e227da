"""Grounding: a text held against its sources, claim by claim, and what of it stands."""
