"""Similar: the listings whose vectors are nearest to that of one."""

from rich.console import Console
from rich.table import Table

from summariser.adapters.dynamodb import DynamoDBSummaryTable
from summariser.adapters.s3_vectors import S3Vectors
from summariser.domain.errors import VectorNotFound
from summariser.steps.similar_listings import similar_listings
from workbench.errors import UsageError
from workbench.running.printing import printable
from workbench.stack import Stack, aws_errors_explained


def print_similar(stack: Stack, listing_id: str, count: int, *, as_json: bool) -> None:
    """Print similar listings; raises `UsageError` when the listing has no vector."""
    ledger, dynamodb = stack.output("LedgerTableName"), stack.client("dynamodb")
    summaries = DynamoDBSummaryTable(stack.summary_table, ledger=ledger, dynamodb=dynamodb)
    vectors = S3Vectors(stack.vector_index_arn, stack.client("s3vectors"))
    with aws_errors_explained():
        try:
            found = similar_listings(listing_id, count, summaries=summaries, vectors=vectors)
        except VectorNotFound as error:
            raise UsageError(str(error)) from error
    console = Console(highlight=False)
    if as_json:
        for one in found:
            console.out(one.model_dump_json())
        return
    table = Table()
    for heading in ("Listing", "Similarity", "Title", "Company", "Published"):
        table.add_column(heading, justify="right" if heading == "Similarity" else "left")
    for one in found:
        texts = [printable(text or "") for text in (one.title, one.company)]
        published = f"{one.published_at:%Y-%m-%d}"
        table.add_row(printable(one.listing_id), f"{one.similarity:.3f}", *texts, published)
    console.print(table)
