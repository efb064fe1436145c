"""Which quotas of an AWS account are too small for a fleet."""
