"""Forms that readers send without a cookie: a signed token that expires, and a look at the origin.

A reader has no session that another site could borrow, so the token does not have to be bound to
a browser: it shows that the form was fetched from here for this purpose, not long ago.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

HIDDEN_FIELD = "form_token"
"""The name that the token has in a form."""
GOOD_FOR = timedelta(hours=12)


def form_token(purpose: str, now: datetime) -> str:
    """The value of the hidden field of a form for `purpose`, fetched at `now` (aware)."""
    return _signer(purpose).sign(str(int(now.timestamp())))


def is_good(token: str, purpose: str, now: datetime) -> bool:
    """Whether the token was handed out for this purpose within the last twelve hours."""
    try:
        made = int(_signer(purpose).unsign(token))
    except (BadSignature, ValueError):
        return False
    return 0 <= now.timestamp() - made <= GOOD_FOR.total_seconds()


def from_this_site(request: HttpRequest) -> bool:
    """Whether the browser sent the form from a page of this site.

    A page with `Referrer-Policy: no-referrer` sends `Origin: null` (Fetch standard, "append a
    request Origin header"), so that nothing is said against it; another site's name is.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin", "null")
    return origin in ("null", f"{request.scheme}://{request.get_host()}")


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"reader-form:{hashlib.sha256(purpose.encode()).hexdigest()}")
