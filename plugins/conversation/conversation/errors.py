"""What keeps a conversation from being read or written."""

from __future__ import annotations


class ConversationError(Exception):
    """Nothing was changed; the text says why and what to do."""
