package dev.headroom.function;

import java.util.Map;

/** Whole events as AWS sends them, one of each function. */
final class EventSamples {
  private EventSamples() {}

  /** A record that can be read and one that cannot. */
  static String queue(String body) {
    return """
    {"Records": [
      {"messageId": "059f36b4-87a3-44ab-83d2-661975830a7d", "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
       "body": %s,
       "attributes": {"ApproximateReceiveCount": "1", "SentTimestamp": "1795600801000",
         "SenderId": "AIDAIENQZJOLO23YVJ4VO", "ApproximateFirstReceiveTimestamp": "1795600801010"},
       "messageAttributes": {"trace": {"stringValue": "1-5bef4de7", "stringListValues": [],
         "binaryListValues": [], "dataType": "String"}},
       "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3", "eventSource": "aws:sqs",
       "eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:poll", "awsRegion": "eu-central-1"},
      {"messageId": "2e1424d4-f796-459a-8184-9c92662be6da", "receiptHandle": "AQEBzWwaftRI0KuVm4tP",
       "body": "rubbish", "attributes": {"ApproximateReceiveCount": "2"}, "messageAttributes": {},
       "eventSource": "aws:sqs", "awsRegion": "eu-central-1"}]}
    """
        .formatted(body);
  }

  /** By function; {@code manage} plans a manifest. */
  static Map<String, String> byFunction() {
    return Map.of(
        "dispatch",
        "{\"time\": \"2026-11-25T10:05:00Z\", \"id\": \"cdc73f9d\", \"detail\": {}, \"resources\": []}",
        "poll",
        queue("\"{\\\"slot\\\": \\\"2026-11-25T10:05:00Z\\\", \\\"orgs\\\": [\\\"nobody\\\"]}\""),
        "publish",
        """
        {"Records": [{"eventID": "1", "eventName": "INSERT", "eventVersion": "1.1",
          "eventSource": "aws:dynamodb", "awsRegion": "eu-central-1",
          "dynamodb": {"ApproximateCreationDateTime": 1795600801.0,
            "Keys": {"pk": {"S": "OUT#nobody"}, "sk": {"S": "000000000012#000"}},
            "NewImage": {"pk": {"S": "OUT#nobody"}, "n": {"N": "12"}, "b": {"B": "AAEC"}, "t": {"BOOL": true},
              "l": {"L": [{"S": "a"}, {"NULL": true}]}, "m": {"M": {"a": {"SS": ["b"]}}}},
            "SequenceNumber": "4421584500000000017450439091", "SizeBytes": 26,
            "StreamViewType": "NEW_IMAGE"},
          "eventSourceARN": "arn:aws:dynamodb:eu-central-1:123456789012:table/state/stream/x"}]}
        """,
        "notify",
        queue("\"{\\\"outbox\\\": \\\"nobody:12:0\\\", \\\"target\\\": \\\"hooks\\\"}\""),
        "manage",
        """
        {"action": "plan", "allowSecretMoves": false, "org": null,
         "manifest": "version: 1\\ntenants: [{id: a, name: A}]\\norgs: []\\n"}
        """);
  }
}
