package dev.headroom.local.dynamodb;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Converts the SDK's stream records into those that Lambda passes to a function. */
final class StreamRecords {
  private StreamRecords() {}

  static DynamodbStreamRecord lambdaShape(Record record) {
    com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord change =
        new com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord();
    change.setKeys(values(record.dynamodb().keys()));
    change.setNewImage(values(record.dynamodb().newImage()));
    change.setSequenceNumber(record.dynamodb().sequenceNumber());
    DynamodbStreamRecord shaped = new DynamodbStreamRecord();
    shaped.setEventID(record.eventID());
    shaped.setEventName(record.eventNameAsString());
    shaped.setEventSource("aws:dynamodb");
    shaped.setDynamodb(change);
    return shaped;
  }

  private static Map<String, AttributeValue> values(
      Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> item) {
    Map<String, AttributeValue> values = new HashMap<>();
    item.forEach((name, value) -> values.put(name, value(value)));
    return values;
  }

  private static AttributeValue value(
      software.amazon.awssdk.services.dynamodb.model.AttributeValue value) {
    return switch (value.type()) {
      case S -> new AttributeValue().withS(value.s());
      case N -> new AttributeValue().withN(value.n());
      case B -> new AttributeValue().withB(value.b().asByteBuffer());
      case BOOL -> new AttributeValue().withBOOL(value.bool());
      case NUL -> new AttributeValue().withNULL(true);
      case SS -> new AttributeValue().withSS(value.ss());
      case NS -> new AttributeValue().withNS(value.ns());
      case BS ->
          new AttributeValue().withBS(value.bs().stream().map(b -> b.asByteBuffer()).toList());
      case M -> new AttributeValue().withM(values(value.m()));
      case L -> new AttributeValue().withL(list(value.l()));
      case UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalArgumentException("a stream record holds a type that is unknown here");
    };
  }

  private static List<AttributeValue> list(
      List<software.amazon.awssdk.services.dynamodb.model.AttributeValue> values) {
    return values.stream().map(StreamRecords::value).toList();
  }
}
