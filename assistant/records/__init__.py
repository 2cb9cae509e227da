"""What users leave behind: conversations, what they thought of the answers, and questions that found nothing."""

from __future__ import annotations

from assistant.records.conversations import Conversation, Conversations, Exchange, Opinion
from assistant.records.gaps import Gap, Gaps
from assistant.records.records import Records

__all__ = ["Conversation", "Conversations", "Exchange", "Gap", "Gaps", "Opinion", "Records"]
