"""What an account has, by the AWS CLI's answers."""

import json


class Account:
    """
    Quotas of an account.

    Read from the JSON of `aws service-quotas list-service-quotas --service-code ...`, of
    `list-aws-default-service-quotas`, and of `aws lambda get-account-settings`.
    """

    def __init__(self):
        self.by_code = {}
        self.by_name = {}
        self.concurrency = None

    def read(self, path):
        """Adds a file's answer; ValueError says what is wrong with it."""
        try:
            answer = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as e:
            raise ValueError(f"{path}: cannot be read: {e}") from e
        except json.JSONDecodeError as e:
            raise ValueError(f"{path}: is not JSON (line {e.lineno}). Call the AWS CLI with --output json.") from e
        if isinstance(answer, dict) and isinstance(answer.get("AccountLimit"), dict):
            self.concurrency = self._number(path, answer["AccountLimit"], "UnreservedConcurrentExecutions")
        elif isinstance(answer, dict) and isinstance(answer.get("Quotas"), list):
            for quota in answer["Quotas"]:
                self._add(path, quota)
            if answer.get("NextToken"):
                raise ValueError(f"{path}: is one page of several. Call the AWS CLI without --no-paginate.")
        else:
            raise ValueError(
                f"{path}: has neither Quotas nor AccountLimit. Give the answers of list-service-quotas and"
                " of lambda get-account-settings."
            )

    def _add(self, path, quota):
        if not isinstance(quota, dict) or not isinstance(quota.get("ServiceCode"), str):
            raise ValueError(f"{path}: an entry of Quotas has no ServiceCode.")
        if quota.get("Value") is None:
            return  # AWS does not say: it stays unknown
        value = self._number(path, quota, "Value")
        self.by_code[quota["ServiceCode"], quota.get("QuotaCode")] = value
        self.by_name[quota["ServiceCode"], str(quota.get("QuotaName", "")).lower()] = value

    @staticmethod
    def _number(path, members, name):
        value = members.get(name)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
            raise ValueError(f"{path}: {name} is not a number of 0 or more.")
        return value

    def has(self, need):
        """What the account has for a need; None if no answer says it."""
        if need.service == "lambda" and self.concurrency is not None:
            return self.concurrency
        if need.code is not None and (need.service, need.code) in self.by_code:
            return self.by_code[need.service, need.code]
        return self.by_name.get((need.service, need.name.lower()))
