"""A model that judges as a test says."""

from summariser.domain.reply import Reply
from summariser.llm.prompts import Prompt


class Judge:
    """Implements `TextModel` with one answer, and keeps what it was asked."""

    name = "wise"

    def __init__(self, text: str) -> None:
        self.text = text
        self.asked: list[Prompt] = []

    def answer(self, prompt: Prompt) -> Reply:
        self.asked.append(prompt)
        return Reply(self.text, truncated=False, seconds=0, input_tokens=0, output_tokens=0)
