package dev.headroom.local.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.notify.aws.SnsTarget;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.util.Set;

/** Amazon SNS, of which only {@code Publish} is known (docs.aws.amazon.com, SNS, "Publish"). */
@Singleton
public final class SnsReceiver implements Receiver {
  private static final int MAX_BYTES = 262_144;
  private static final int MAX_SUBJECT_CHARS = 100;
  private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";

  @Override
  public String type() {
    return SnsTarget.TYPE.name();
  }

  @Override
  public String label() {
    return "Amazon SNS";
  }

  @Override
  public Set<String> secretHeaders() {
    return AwsRequests.SECRET_HEADERS;
  }

  @Override
  public Answer answer(Incoming request) {
    if (!AwsRequests.areSigned(request, "sns", Set.of("content-type", "host", "x-amz-date"))) {
      return failed(403, "SignatureDoesNotMatch", "The signature does not match.");
    }
    JsonNode form = read(request.body());
    if (!form.path("Action").asText().equals("Publish")
        || !form.path("Version").asText().equals("2010-03-31")) {
      return failed(400, "InvalidAction", "There is no such action in this version.");
    }
    if (!form.path("TopicArn").asText().matches("arn:aws:sns:[a-z0-9-]+:\\d{12}:\\S+")) {
      return failed(400, "InvalidParameter", "Invalid parameter: TopicArn");
    }
    String subject = form.path("Subject").asText();
    if (!subject.matches("[!-~][ -~]*") || subject.length() >= MAX_SUBJECT_CHARS) {
      return failed(400, "InvalidParameter", "Invalid parameter: Subject");
    }
    int bytes = form.path("bytes").asInt();
    if (bytes == 0 || bytes > MAX_BYTES || !form.at("/Message/default").isObject()) {
      return failed(400, "InvalidParameter", "Invalid parameter: Message");
    }
    return new Answer(
        200,
        "text/xml",
        "<PublishResponse xmlns=\""
            + NAMESPACE
            + "\"><PublishResult><MessageId>567910cd-659e-55d4-8ccb-5aaf14679dc0</MessageId>"
            + "</PublishResult></PublishResponse>");
  }

  private static Answer failed(int status, String code, String message) {
    return new Answer(
        status,
        "text/xml",
        "<ErrorResponse xmlns=\"%s\"><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
            .formatted(NAMESPACE, code, message));
  }

  /**
   * Returns the form as an object: the message as one text per protocol, and each that is JSON
   * itself as an object.
   */
  @Override
  public JsonNode read(String body) {
    ObjectNode form = JsonNodeFactory.instance.objectNode();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        return MissingNode.getInstance();
      }
      form.put(
          URLDecoder.decode(pair.substring(0, equals), UTF_8),
          URLDecoder.decode(pair.substring(equals + 1), UTF_8));
    }
    String message = form.path("Message").asText();
    form.put("bytes", message.getBytes(UTF_8).length);
    JsonNode texts = Incoming.json(message);
    if (texts instanceof ObjectNode object) {
      for (String protocol : Set.of("default", "https")) {
        if (Incoming.json(object.path(protocol).asText()) instanceof ObjectNode text) {
          object.set(protocol, text);
        }
      }
      form.set("Message", object);
    }
    return form;
  }

  @Override
  public Told told(JsonNode body) {
    return AwsRequests.told(body, "/Message/default/data");
  }
}
