"""Inference profiles of the simulator: those that models.toml has."""

import re

from starlette.responses import JSONResponse, Response

from summariser.llm.models import Catalogue

ACCOUNT = "123456789012"
SINCE = "2026-11-01T00:00:00Z"
SIGNED_FOR = re.compile(r"Credential=[^/]+/\d+/([a-z0-9-]+)/")


class Profiles:
    """Answers which models and regions are behind the inference profiles of a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._regions = catalogue.geographies
        self._known = {
            f"{geography}.{model.id}": geography
            for model in catalogue.models.values()
            for geography in model.geographies
        }

    def model_of(self, name: str) -> str:
        """Return the id of the model that is called by its own id or by a profile's."""
        geography, _, model_id = name.partition(".")
        return model_id if geography in self._regions else name

    def describe(self, name: str, authorization: str) -> Response:
        """Answer GetInferenceProfile in the region that a request was signed for.

        https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetInferenceProfile.html
        """
        signed = SIGNED_FOR.search(authorization)
        region = signed[1] if signed else ""
        regions = self._regions.get(self._known.get(name, ""), ())
        if region not in regions:
            message = f"The inference profile {name} was not found in {region}."
            code = "ResourceNotFoundException"
            return JSONResponse({"message": message}, 404, {"x-amzn-errortype": code})
        model_id = self.model_of(name)
        arns = [f"arn:aws:bedrock:{to}::foundation-model/{model_id}" for to in regions]
        own = f"arn:aws:bedrock:{region}:{ACCOUNT}:inference-profile/{name}"
        return JSONResponse(
            {
                "inferenceProfileName": name,
                "inferenceProfileArn": own,
                "inferenceProfileId": name,
                "description": "A profile of the simulator.",
                "models": [{"modelArn": arn} for arn in arns],
                "status": "ACTIVE",
                "type": "SYSTEM_DEFINED",
                "createdAt": SINCE,
                "updatedAt": SINCE,
            }
        )
