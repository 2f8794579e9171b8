"""What each role's code calls (see adapters/), and so what its policy must allow."""

from summariser.llm.providers import PROVIDERS

# S3 says AccessDenied, not NoSuchKey, to a reader who may not list.
READ = {"s3:GetObject", "s3:ListBucket"}
READ_AND_WRITE = READ | {"s3:PutObject"}
ERASE = {"s3:DeleteObjectVersion", "s3:ListBucketVersions"}
LEDGER = {"dynamodb:Query", "dynamodb:UpdateItem"}
CALL_MODELS = {row.permission for row in PROVIDERS.values() if row.permission is not None}
CONSUME = {  # what Lambda's poller does in the function's name
    "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:ReceiveMessage",
}
FOLLOW = {  # the same of a table's stream
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
}
LOG = {"logs:CreateLogStream", "logs:PutLogEvents"}
USE_KEY = {"kms:Decrypt", "kms:GenerateDataKey"}
DELIVER_LOGS = {
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
}

TRACE = {"xray:PutTelemetryRecords", "xray:PutTraceSegments"}
TRACE_EXECUTIONS = TRACE | {"xray:GetSamplingRules", "xray:GetSamplingTargets"}

# What CodeDeploy does: the role's policy of AWS has it too, and for every function of the account.
SHIFT_TRAFFIC = {
    "cloudwatch:DescribeAlarms",
    "lambda:GetAlias",
    "lambda:GetProvisionedConcurrencyConfig",
    "lambda:UpdateAlias",
}

# By function, besides its log, its traces and the key; Step Functions writes its own.
NEEDED = {
    "IngestListings": READ_AND_WRITE
    | CONSUME
    | LEDGER
    | {"dynamodb:GetItem", "dynamodb:PutItem"}
    | {"sqs:SendMessage", "states:DescribeExecution", "states:StartExecution"},
    "SweepLedger": READ
    | ERASE
    | LEDGER
    | {
        "sqs:SendMessage",
        "states:DescribeExecution",
        "states:ListExecutions",
        "states:StartExecution",
    },
    "PrepareListing": READ_AND_WRITE | {"dynamodb:Query"},
    "PlanSummary": READ_AND_WRITE | {"dynamodb:Query"},
    "SummariseChunk": READ_AND_WRITE | CALL_MODELS | {"dynamodb:UpdateItem"},
    "MergeNotes": READ_AND_WRITE,
    "ReduceNotes": READ_AND_WRITE | CALL_MODELS | {"dynamodb:UpdateItem"},
    "WriteSummary": READ_AND_WRITE | CALL_MODELS | {"dynamodb:Query", "dynamodb:UpdateItem"},
    "CheckSummary": READ_AND_WRITE,
    "VerifySentences": READ_AND_WRITE | CALL_MODELS | {"dynamodb:Query", "dynamodb:UpdateItem"},
    "StoreSummary": READ_AND_WRITE | ERASE | LEDGER | {"dynamodb:GetItem", "dynamodb:PutItem"},
    "WithdrawSummary": ERASE | LEDGER | {"dynamodb:PutItem", "states:StopExecution"},
    "AnnounceSummary": LEDGER | FOLLOW | {"events:PutEvents", "sqs:SendMessage"},
    "EmbedSummary": READ
    | CONSUME
    | {
        "bedrock:InvokeModel",
        "dynamodb:GetItem",
        "dynamodb:UpdateItem",
        "s3vectors:DeleteVectors",
        "s3vectors:PutVectors",
    },
    "SendDeadLetter": READ | LEDGER | {"sqs:SendMessage"},
    "AnswerRequests": {
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "s3vectors:GetVectors",
        "s3vectors:QueryVectors",
        "sqs:SendMessage",
    },
    "ReplayDeadLetters": CONSUME | {"sqs:SendMessage"},
    "SplitBackfill": READ_AND_WRITE | {"dynamodb:Scan"},
    "StageListings": READ_AND_WRITE | {"sqs:GetQueueAttributes", "sqs:SendMessage"},
    # https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
    "Backfill": {
        "lambda:InvokeFunction",
        "s3:ListBucket",
        "states:DescribeExecution",
        "states:StartExecution",
        "states:StopExecution",
    }
    | DELIVER_LOGS
    | TRACE_EXECUTIONS,
    "StartBackfill": {"states:StartExecution"},
    "PrepareBatch": READ_AND_WRITE | {"dynamodb:GetItem", "dynamodb:Query", "sqs:SendMessage"},
    "SubmitBatch": READ
    | LEDGER
    | {"dynamodb:GetItem", "dynamodb:PutItem", "sqs:SendMessage"}
    | {"bedrock:CreateModelInvocationJob", "bedrock:TagResource", "iam:PassRole"},
    "ReconcileBatch": READ_AND_WRITE
    | LEDGER
    | {"sqs:SendMessage", "bedrock:GetModelInvocationJob", "bedrock:ListModelInvocationJobs"},
    "BatchInference": READ_AND_WRITE | {"bedrock:InvokeModel"},
    "DeployIngest": SHIFT_TRAFFIC,
    "SummariseListing": {"lambda:InvokeFunction"} | DELIVER_LOGS | TRACE_EXECUTIONS,
}
