"""Copies a table: `infra/restore OLD NEW`."""

import argparse
import sys

import boto3

from tables.copy import NotEmpty, copy


def main():
    """The command."""
    arguments = argparse.ArgumentParser(prog="infra/restore", description="Copies every row of a table into an empty one.")
    arguments.add_argument("old", help="table that is read")
    arguments.add_argument("new", help="table that is written, which must be empty")
    given = arguments.parse_args()
    try:
        print(f"{copy(boto3.client('dynamodb'), given.old, given.new)} rows")
    except NotEmpty as e:
        sys.exit(f"{e}. Restore before the manifest is applied: rows that were written since would clash with old ones.")


if __name__ == "__main__":
    main()
