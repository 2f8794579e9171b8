"""What goes wrong is told without the text that it went wrong with."""

import pytest
from pydantic import BaseModel, ValidationError

from summariser.core import plan
from summariser.domain import document, listing, summary
from summariser.llm import chunking, notes
from summariser.steps import states

# Every model that is read from outside; an output is made by our own code, of references.
MODELS = sorted(
    {
        value
        for module in (chunking, document, listing, notes, plan, states, summary)
        for name, value in vars(module).items()
        if isinstance(value, type)
        and issubclass(value, BaseModel)
        and value.__module__ == module.__name__
        and not name.endswith("Output")
    },
    key=lambda model: model.__name__,
)
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


@every_model
def should_not_repeat_a_value_that_does_not_fit(model: type[BaseModel]) -> None:
    names = [field.alias or name for name, field in model.model_fields.items()]
    wrong = {name: [True, "canary"] for name in names}
    with pytest.raises(ValidationError) as told:
        model.model_validate(wrong)
    assert "canary" not in str(told.value)


@every_model
def should_not_repeat_what_is_not_json(model: type[BaseModel]) -> None:
    with pytest.raises(ValidationError) as told:
        model.model_validate_json('{"description": "canary')
    assert "canary" not in str(told.value)
