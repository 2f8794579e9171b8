"""The keys of the bucket, and what is never read or kept there."""

from datetime import UTC, datetime, timedelta

import pytest

from summariser.adapters.s3 import LARGEST_LISTING, ListingBucket
from summariser.domain.errors import EventNotUnderstood, ListingNotFound
from summariser.domain.message import parse_event
from tests.adapters.account import Aws
from tests.hostile import HOSTILE_IDS
from tests.values import (
    any_document,
    any_draft,
    any_event_body,
    any_listing,
    any_summary,
    event_naming,
)


def keys(aws_account: Aws) -> set[str]:
    reply = aws_account.client("s3").list_objects_v2(Bucket=aws_account.bucket)
    return {one["Key"] for one in reply.get("Contents", [])}


def should_keep_what_is_made_of_a_listing_apart_from_what_readers_find(aws_account: Aws) -> None:
    bucket, event = ListingBucket(aws_account.bucket), parse_event(any_event_body())
    event_uri = bucket.put_event(event, any_event_body())
    listing_uri = bucket.put_listing(event, any_listing())
    document_uri = bucket.put_document(any_document(), listing_uri=listing_uri)
    bucket.keep_draft(any_draft(), document_uri=document_uri, content="same")
    bucket.put_summary(any_summary())
    bucket.put_held(any_summary())
    version = event_uri.removeprefix("s3://bucket/").removesuffix("/event.json")
    assert version.startswith("listings/baker-1/1-")
    assert keys(aws_account) == {
        f"{version}/event.json",
        f"{version}/listing.json",
        f"{version}/document.json",
        "listings/baker-1/drafts/same.json",
        "summaries/baker-1/1-0a1b.json",
        "held/baker-1/1-0a1b.json",
    }


@pytest.mark.parametrize("stored", ["", "{}", '{"findings": [{"code": "of_another_release"}]}'])
def should_find_no_draft_that_cannot_be_read(stored: str, aws_account: Aws) -> None:
    bucket, uri = ListingBucket(aws_account.bucket), any_summary().document_uri
    kept = bucket.keep_draft(any_draft(), document_uri=uri, content="same")
    assert bucket.find_draft(document_uri=uri, content="same") == kept
    key = kept.removeprefix("s3://bucket/")
    aws_account.client("s3").put_object(Bucket=aws_account.bucket, Key=key, Body=stored.encode())
    assert bucket.find_draft(document_uri=uri, content="same") is None


@pytest.mark.parametrize("listing_id", [*HOSTILE_IDS, "Bäcker 1", "x" * 128, "a?b#c%"])
def should_never_make_a_path_of_a_listing_id(listing_id: str, aws_account: Aws) -> None:
    ListingBucket(aws_account.bucket).put_summary(any_summary(listing_id))
    (key,) = keys(aws_account)
    assert key.startswith("summaries/~")
    assert key.count("/") == 2


def should_keep_the_summaries_of_two_events_of_one_version_apart(aws_account: Aws) -> None:
    bucket = ListingBucket(aws_account.bucket)
    other = {"document_uri": "s3://bucket/listings/baker-1/1-ffff/document.json"}
    bucket.put_summary(any_summary())
    bucket.put_summary(any_summary().model_copy(update=other))
    assert keys(aws_account) == {"summaries/baker-1/1-0a1b.json", "summaries/baker-1/1-ffff.json"}


@pytest.mark.parametrize(
    "path", ["../listings/secret.json", "%2e%2e/listings/secret.json", "/../listings/secret.json"]
)
def should_climb_out_of_that_place_by_no_path(path: str, aws_account: Aws) -> None:
    aws_account.client("s3").put_object(
        Bucket="bucket", Key="listings/secret.json", Body=b'{"description": "another board\'s"}'
    )
    with pytest.raises(ListingNotFound):
        ListingBucket("bucket").get_incoming(event_naming(f"s3://bucket/incoming/{path}"))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"\xff\xfe\xff", "is not UTF-8"),
        (b"x" * (LARGEST_LISTING + 1), "4,194,305 of at most 4,194,304 bytes"),
    ],
)
def should_say_why_an_object_cannot_be_read(body: bytes, reason: str, aws_account: Aws) -> None:
    aws_account.client("s3").put_object(Bucket="bucket", Key="incoming/1", Body=body)
    with pytest.raises(EventNotUnderstood, match=reason):
        ListingBucket("bucket").get_incoming(event_naming("s3://bucket/incoming/1"))


def should_erase_every_stored_version_of_a_listing_and_of_no_other(aws_account: Aws) -> None:
    bucket = ListingBucket(aws_account.bucket)
    for _ in range(2):
        bucket.put_listing(parse_event(any_event_body()), any_listing())
        bucket.put_summary(any_summary())
        bucket.put_held(any_summary())
        bucket.put_summary(any_summary("baker-10"))
    gone = parse_event(any_event_body(type="listing.unpublished", listing=None, version=2))
    keep_uri = bucket.put_event(gone, "the event")
    bucket.erase("baker-1", 2)
    reply = aws_account.client("s3").list_object_versions(Bucket="bucket")
    left = [one["Key"] for one in reply.get("Versions", []) + reply.get("DeleteMarkers", [])]
    assert sorted(left) == sorted(
        ["summaries/baker-10/1-0a1b.json"] * 2 + [keep_uri.removeprefix("s3://bucket/")]
    )


def should_erase_every_version_of_one_object_of_a_board_even_of_one_it_deleted(
    aws_account: Aws,
) -> None:
    s3 = aws_account.client("s3")
    for key in ("incoming/1", "incoming/1", "incoming/10", "incoming/0"):
        s3.put_object(Bucket="bucket", Key=key, Body=b"text")
    s3.delete_object(Bucket="bucket", Key="incoming/1")
    later = datetime.now(UTC) + timedelta(minutes=1)
    ListingBucket("bucket").erase_incoming("s3://bucket/incoming/1", before=later)
    reply = s3.list_object_versions(Bucket="bucket")
    left = [one["Key"] for one in reply.get("Versions", []) + reply.get("DeleteMarkers", [])]
    assert left == ["incoming/0", "incoming/10"]
