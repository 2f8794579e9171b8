"""Batch records: what a job is asked and what it wrote, in the form of Converse."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from summariser.adapters.bedrock import converse_body, read_answer
from summariser.core.request import ModelRequest
from summariser.domain.errors import ModelRejectedRequest, ReplyMalformed
from summariser.domain.reply import Reply
from summariser.llm.prompts import Prompt


def model_input(request: ModelRequest) -> Mapping[str, Any]:
    """Give what a record asks a model."""
    return converse_body(request.model, request.prompt)


@dataclass(frozen=True)
class RecordedAnswer:
    """Implements `TextModel` for one prompt, whose answer a job has written."""

    name: str
    output: Mapping[str, Any]

    def answer(self, prompt: Prompt) -> Reply:  # noqa: ARG002 - the job was asked
        """Read the answer; raises what `BedrockModel` raises."""
        if "error" in self.output:
            raise ModelRejectedRequest(self.name, "the batch job failed on this record")
        try:
            return read_answer(self.name, self.output["modelOutput"])
        except (LookupError, TypeError, AttributeError) as error:
            raise ReplyMalformed(self.name, "the batch job's record has no answer") from error
