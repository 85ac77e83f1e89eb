"""The member of a group who tries the portal."""

from typing import NamedTuple


class MemberRow(NamedTuple):
    email: str
    name: str
    group: str


MEMBER = MemberRow("hana@example.jp", "はな", "naminooto")
