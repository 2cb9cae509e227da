"""The assistant as a LlamaIndex query engine."""

from __future__ import annotations

from typing import Any

from llama_index.core.base.response.schema import Response
from llama_index.core.query_engine import CustomQueryEngine
from llama_index.core.schema import NodeWithScore, TextNode
from pydantic import ConfigDict


class AssistantQueryEngine(CustomQueryEngine):
    """Answers by `Assistant.ask`; the whole Answer is in the response's metadata under «answer»."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    assistant: Any

    def custom_query(self, query_str: str) -> Response:
        """Answer one question."""
        answer = self.assistant.ask(query_str)
        nodes = [
            NodeWithScore(
                node=TextNode(
                    text=citation.quote,
                    start_char_idx=citation.start,
                    end_char_idx=citation.end,
                    metadata={"source": citation.source, "title": citation.title, "number": citation.number},
                ),
                score=answer.confidence,
            )
            for citation in answer.citations
        ]
        return Response(response=answer.text, source_nodes=nodes, metadata={"answer": answer.to_dict()})
