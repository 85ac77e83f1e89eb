"""The secret in the link of an invitation; the database keeps its hash alone."""

from __future__ import annotations

import hashlib
import secrets

from portal.models import Invitation


def new_token(invitation: Invitation) -> str:
    """A secret for the link of this invitation; one that was made before ends."""
    token = secrets.token_urlsafe(32)
    Invitation.objects.filter(pk=invitation.pk).update(token_hash=hashed(token))
    return token


def hashed(token: str) -> str:
    """What is kept of a token: SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()
