"""Starter content: a believable site in Japanese, with samples for the city to confirm."""
