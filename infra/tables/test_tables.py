"""Rows are copied whole, and only into an empty table."""

import unittest

import boto3
from moto import mock_aws

from tables.copy import NotEmpty, copy


def table(dynamodb, name):
    dynamodb.create_table(
        TableName=name,
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        BillingMode="PAY_PER_REQUEST",
    )


@mock_aws
class Copies(unittest.TestCase):
    def setUp(self):
        self.dynamodb = boto3.client("dynamodb", region_name="eu-central-1", aws_access_key_id="x", aws_secret_access_key="x")
        table(self.dynamodb, "old")
        table(self.dynamodb, "new")
        self.rows = [
            {"pk": {"S": f"ORG#{i}"}, "sk": {"S": "STATE"}, "ver": {"N": str(i)}, "known": {"B": b"\x00\x01"}, "pad": {"S": "x" * 20_000}}
            for i in range(130)
        ]
        for row in self.rows:
            self.dynamodb.put_item(TableName="old", Item=row)

    def test_every_row_of_every_page_is_copied(self):
        self.assertEqual(130, copy(self.dynamodb, "old", "new"))
        copied = [row for page in self.dynamodb.get_paginator("scan").paginate(TableName="new") for row in page["Items"]]
        self.assertCountEqual([str(r) for r in self.rows], [str({k: r[k] for k in self.rows[0]}) for r in copied])

    def test_a_table_with_rows_is_not_written(self):
        self.dynamodb.put_item(TableName="new", Item=self.rows[0])
        with self.assertRaises(NotEmpty):
            copy(self.dynamodb, "old", "new")


if __name__ == "__main__":
    unittest.main()
