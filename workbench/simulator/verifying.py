"""Verifying: the verifier's answers, by the words that a sentence shares with its lines."""

import re

from summariser.domain.summary import Sentence
from workbench.simulator.behaviour import Behaviour
from workbench.simulator.prompts import Request

WORD = re.compile(r"\d+|[^\W\d_]{4,}")
UNKNOWN = 0.3  # the largest share of a supported sentence's words that are not in its lines
QUOTED = 4  # words


def verify(request: Request, behaviour: Behaviour) -> list[str]:
    """Answer for each sentence of a request; the behaviour says which answers are wrong."""
    texts = {
        number: line.text
        for line in request.document.lines
        for number in request.cited[line.number]
    }
    return [
        _answer(number, sentence, texts, wrong=behaviour.misjudges(sentence.text))
        for number, sentence in enumerate(request.sentences, start=1)
    ]


def _answer(number: int, sentence: Sentence, texts: dict[int, str], *, wrong: bool) -> str:
    cited = [texts[line] for line in sentence.lines if line in texts]
    words = _words(sentence.text)
    unknown = words - _words(" ".join(cited))
    new_figure = any(word.isdigit() for word in unknown)
    supported = not new_figure and len(unknown) <= UNKNOWN * len(words)
    if supported is wrong or not cited:
        return f"{number}| unsupported: the lines do not say so"
    return f'{number}| supported "{" ".join(cited[0].split()[:QUOTED])}"'


def _words(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)}
