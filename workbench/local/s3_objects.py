"""GetObject, HeadObject and PutObject of whole objects, answered by moto's own methods.

Two thirds of an execution's calls are these. On their way moto asks eight times over whose bucket
and which key a URL means, and about policies, logging and access points, of which there are none.
A request that has anything to do with those goes to moto's server instead.
"""

from typing import Any
from urllib.parse import unquote

from moto.core.request import PRESERVED_HEADER_NAMES_ENVIRON_KEY
from moto.core.utils import extract_region_from_aws_authorization
from moto.s3.exceptions import S3ClientError
from moto.s3.models import FakeBucket
from moto.s3.responses import S3Response

_METHODS = ("GET", "HEAD", "PUT")
# What makes a request more than a whole object's, or could fail after the object was written.
_ELSEWHERE = (
    "HTTP_RANGE",
    "HTTP_X_AMZ_COPY_SOURCE",
    "HTTP_X_AMZ_OBJECT_LOCK_LEGAL_HOLD",
    "HTTP_X_AMZ_OBJECT_LOCK_MODE",
    "HTTP_X_AMZ_OBJECT_LOCK_RETAIN_UNTIL_DATE",
    "HTTP_X_AMZ_TAGGING",
    "HTTP_X_MOTO_ACCOUNT_ID",
)
_Answer = tuple[int, dict[str, Any], str | bytes]


def answered(environ: dict[str, Any]) -> _Answer | None:
    """Answer a request for a whole object; None where moto's server has to."""
    if (
        environ["REQUEST_METHOD"] not in _METHODS
        or environ["QUERY_STRING"]
        or "/s3/aws4_request" not in environ["HTTP_AUTHORIZATION"]
        or environ.get("HTTP_X_AMZ_CONTENT_SHA256", "").startswith("STREAMING")
        or any(header in environ for header in _ELSEWHERE)
        or environ[PRESERVED_HEADER_NAMES_ENVIRON_KEY]
        or not environ["HTTP_HOST"].startswith(("127.0.0.1:", "localhost:"))
    ):
        return None
    bucket, _, key = environ["RAW_URI"].removeprefix("/").partition("/")
    return _WholeObject(environ, bucket, unquote(key)).answered() if key else None


class _WholeObject(S3Response):
    """moto's answers, with all that they read of a request set at once."""

    def __init__(self, environ: dict[str, Any], bucket: str, key: str) -> None:
        super().__init__()
        self.headers = _Headers(environ)
        self.method = environ["REQUEST_METHOD"]
        self.body = self.raw_body = None
        self.data, self.querystring, self.uri_match = {}, {}, {}
        authorization = environ["HTTP_AUTHORIZATION"]
        self.region = extract_region_from_aws_authorization(authorization) or self.default_region
        self.access_key = self.get_access_key()
        self.current_account = self.get_current_account()
        self.bucket_name = bucket
        self._key_name = key
        self._environ = environ

    def parse_key_name(self) -> str:
        """Return the key, known already."""
        return self._key_name

    def answered(self) -> _Answer | None:
        """Answer, but leave to moto's server what fails, and buckets with rules of their own."""
        try:
            if not _is_plain(self.backend.get_bucket(self.bucket_name)):
                return None
            answer: _Answer = self._send_response(self._answer())
        except S3ClientError:  # raised before anything is changed
            return None
        return answer

    def _answer(self) -> _Answer:
        if self.method == "GET":
            return self.get_object()
        if self.method == "HEAD":
            return self.head_object(self.bucket_name, {}, self._key_name, self.headers)
        stream = self._environ["wsgi.input"]
        self.body = self.raw_body = stream.read()
        stream.seek(0)
        return self.put_object()


def _is_plain(bucket: FakeBucket) -> bool:
    return not (bucket.policy or bucket.logging or bucket.object_lock_enabled)


class _Headers(dict[str, str]):
    """A request's headers, by lower-case names that may be asked for in any case."""

    def __init__(self, environ: dict[str, Any]) -> None:
        super().__init__(
            (name[5:].replace("_", "-").lower(), value)
            for name, value in environ.items()
            if name.startswith("HTTP_")
        )
        for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            if name in environ:
                self[name.replace("_", "-").lower()] = environ[name]

    def __contains__(self, name: object) -> bool:
        return super().__contains__(str(name).lower())

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())

    def get(self, name: str, default: Any = None) -> Any:
        """Return a header, in whatever case it is named."""
        return super().get(name.lower(), default)
