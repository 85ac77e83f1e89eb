"""Groups among themselves: a board, a directory with shared contacts, forwarded messages (6-3-4-1)."""
