"""Which addresses a group's calendar may have: https of a public host, whatever it is written like.

Plain Python. The site reads these addresses itself, so a group could otherwise make it ask what only
this machine can reach (server-side request forgery).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from portal.calendars.problems import CalendarProblem, Problem

HTTPS_PORT: Final = 443
LONGEST: Final = 1000
_SCHEMES: Final = {"https": "https", "webcal": "https", "webcals": "https"}
"""`webcal` is how calendars write an address to subscribe to; it is read as https."""
_HOST: Final = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|[0-9a-f:.]*:[0-9a-f:.]*")
_FORBIDDEN: Final = re.compile(r"[\x00-\x20\x7f\\]")
_KEPT_IN_TARGET: Final = "/%?&=:;,@!$'()*+~-._[]"
_UNICAST: Final = IPv6Network("2000::/3")
"""Where the addresses of the IPv6 internet are (RFC 4291); NAT64 and mapped ones lie outside it."""
_CARRIES_IPV4: Final = (IPv6Network("2001::/32"), IPv6Network("2002::/16"))
"""Teredo and 6to4: such an address leads to an IPv4 address in it (RFC 4380, 3056)."""


@dataclass(frozen=True, slots=True)
class Address:
    """`host` in ASCII, lower case; `target` is path and query, in ASCII."""

    host: str
    target: str

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"https://{host}{self.target}"


def read_address(text: str) -> Address:
    """An address as typed or pasted, with or without its scheme. Raises CalendarProblem."""
    typed = text.strip()
    if not typed or len(typed) > LONGEST or _FORBIDDEN.search(typed):
        raise CalendarProblem(Problem.NO_ADDRESS)
    return _split(typed if "://" in typed else f"https://{typed}")


def follow(address: Address, location: str) -> Address:
    """Where a redirect leads, judged like a typed address. Raises CalendarProblem."""
    if _FORBIDDEN.search(location):
        raise CalendarProblem(Problem.REDIRECTS)
    try:
        return read_address(urljoin(str(address), location))
    except ValueError:
        raise CalendarProblem(Problem.REDIRECTS) from None


def is_public(text: str) -> bool:
    """Whether everybody on the internet reaches this IP address, and nothing else is reached by it."""
    try:
        found = ip_address(text)
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and not _is_plain(found):
        return False
    return found.is_global and not _is_special(found)


def _is_special(found: IPv4Address | IPv6Address) -> bool:
    return (
        found.is_private
        or found.is_loopback
        or found.is_link_local
        or found.is_multicast
        or found.is_reserved
        or found.is_unspecified
    )


def _is_plain(found: IPv6Address) -> bool:
    """Whether it is of the IPv6 internet itself."""
    tunnel = any(found in block for block in _CARRIES_IPV4)
    return found in _UNICAST and not tunnel and not found.scope_id


def _split(url: str) -> Address:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise CalendarProblem(Problem.NO_ADDRESS) from None
    if parts.scheme.lower() not in _SCHEMES:
        raise CalendarProblem(Problem.NOT_HTTPS)
    if "@" in parts.netloc:
        raise CalendarProblem(Problem.USER)
    if port not in {None, HTTPS_PORT}:
        raise CalendarProblem(Problem.PORT)
    target = quote(parts.path or "/", safe=_KEPT_IN_TARGET)
    if parts.query:
        target += "?" + quote(parts.query, safe=_KEPT_IN_TARGET)
    found = Address(_ascii(host), target)
    if len(str(found)) > LONGEST:
        raise CalendarProblem(Problem.NO_ADDRESS)
    return found


def _ascii(host: str) -> str:
    """The name as DNS has it; Japanese names in their IDNA form."""
    try:
        plain = host.rstrip(".") if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise CalendarProblem(Problem.NO_ADDRESS) from None
    plain = plain.lower()
    if not _HOST.fullmatch(plain) or not {".", ":"} & set(plain):
        raise CalendarProblem(Problem.NO_ADDRESS)
    return plain
