"""A request becomes the payload that API Gateway gives a function, and an answer comes back."""

import json
from io import BytesIO
from typing import Any

import pytest

from workbench.local.http_api import (
    LOCAL_ID,
    HttpApi,
    UnknownRouteError,
    event_of,
    take_http_apis,
)
from workbench.local.http_server import called, environ
from workbench.local.sandbox import Invocation

JSON = ("Content-Type", "application/json")


def request(target: str, *headers: tuple[str, str], body: bytes = b"") -> dict[str, Any]:
    asked = environ("PUT", target, headers, port=80)
    return {**asked, "wsgi.input": BytesIO(body)}


def answered(payload: object, error: str | None = None) -> tuple[str, dict[str, str], bytes]:
    def invoke(name: str, event: bytes) -> Invocation:
        assert (name, json.loads(event)["version"]) == ("function", "2.0")
        return Invocation(json.dumps(payload).encode(), error)

    status, headers, body = called(HttpApi("function", invoke), request("/", JSON))
    return status, dict(headers), body


def should_decode_a_path_and_cut_it_at_a_question_mark() -> None:
    event = event_of(request("/listings/a%20%C3%BC%3Fb?x=1&y=%26&x=2"))
    assert event["rawPath"] == "/listings/a ü"
    assert event["pathParameters"] == {"proxy": "listings/a ü"}
    assert event["rawQueryString"] == "x=1&y=%26&x=2"
    assert event["queryStringParameters"] == {"x": "1,2", "y": "&"}
    assert event["requestContext"]["http"]["method"] == "PUT"


@pytest.mark.parametrize(
    ("headers", "encoded"),
    [
        ([JSON], False),
        ([("Content-Type", "text/html; charset=utf-8")], False),
        ([("Content-Type", "application/ld+json")], True),
        ([JSON, ("Content-Encoding", "gzip")], True),
        ([], True),
    ],
)
def should_give_a_body_as_text_or_in_base64(headers: list[Any], encoded: bool) -> None:
    event = event_of(request("/", *headers, body="ü".encode()))
    assert (event["isBase64Encoded"], event["body"]) == (encoded, "w7w=" if encoded else "ü")


def should_name_headers_in_lower_case() -> None:
    headers = event_of(request("/", ("If-None-Match", "a"), ("if-none-match", "b")))["headers"]
    assert headers["if-none-match"] == "a,b"


def should_answer_as_a_function_says() -> None:
    answer = {"statusCode": 201, "headers": {"ETag": "x"}, "body": "aGk=", "isBase64Encoded": True}
    assert answered(answer) == ("201 Created", {"ETag": "x"}, b"hi")
    assert answered({"a": 1}) == ("200 OK", {"Content-Type": "application/json"}, b'{"a": 1}')


def should_answer_for_a_function_that_failed() -> None:
    status, _, body = answered({"errorMessage": "secret"}, "Unhandled")
    assert (status, body) == ("500 Internal Server Error", b'{"message": "Internal Server Error"}')


def template(route: str = "ANY /{proxy+}") -> dict[str, Any]:
    of_api = {"ApiId": {"Ref": "Api"}}
    kind = "AWS::ApiGatewayV2::"
    return {
        "Resources": {
            "Api": {"Type": f"{kind}Api", "Properties": {}},
            "Route": {"Type": f"{kind}Route", "Properties": of_api | {"RouteKey": route}},
            "Link": {
                "Type": f"{kind}Integration",
                "Properties": of_api | {"IntegrationUri": "arn:function"},
            },
            "Alarm": {"Type": "Alarm", "Properties": {"Id": {"Ref": "Api"}, "Text": "${Api} ${X}"}},
        },
        "Outputs": {
            "Url": {"Value": {"Fn::GetAtt": ["Api", "ApiEndpoint"]}},
            "Other": {"Value": "other"},
        },
    }


def should_take_an_api_out_of_a_template() -> None:
    found = template()
    assert take_http_apis(found) == [{"Function": "arn:function", "Outputs": ["Url"]}]
    assert found["Outputs"].keys() == {"Other"}
    properties = {"Id": LOCAL_ID, "Text": f"{LOCAL_ID} ${{X}}"}
    assert found["Resources"] == {"Alarm": {"Type": "Alarm", "Properties": properties}}


def should_serve_no_api_of_several_routes() -> None:
    with pytest.raises(UnknownRouteError, match="GET /a"):
        take_http_apis(template("GET /a"))
