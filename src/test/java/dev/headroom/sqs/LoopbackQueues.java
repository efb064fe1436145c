package dev.headroom.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.http.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * SQS's {@code SendMessageBatch} over HTTP on loopback; what was sent can be looked at, and a queue
 * can refuse it.
 */
public final class LoopbackQueues implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte STRING = 1;

  private final Map<String, List<JsonNode>> sent = new ConcurrentHashMap<>();
  private final Set<String> refusing = ConcurrentHashMap.newKeySet();
  private final RawServer server = new RawServer(this::answer);

  /** Where the service is. */
  public URI endpoint() {
    return server.uri("");
  }

  /** The URL of the queue called {@code name}. */
  public String url(String name) {
    return server.uri("/123456789012/" + name).toString();
  }

  /** The bodies sent to the queue called {@code name}, in order. */
  public List<String> sentTo(String name) {
    return messages(name).map(entry -> entry.path("MessageBody").asText()).toList();
  }

  /**
   * For how many seconds each message sent to the queue called {@code name} is hidden, in order.
   */
  public List<Integer> delaysSentTo(String name) {
    return messages(name).map(entry -> entry.path("DelaySeconds").asInt(-1)).toList();
  }

  /** The text attributes of each message sent to the queue called {@code name}, in order. */
  public List<Map<String, String>> attributesSentTo(String name) {
    return messages(name).map(LoopbackQueues::texts).toList();
  }

  /**
   * The queue called {@code name} takes nothing from now on, as without {@code sqs:SendMessage}.
   */
  public void refuse(String name) {
    refusing.add(url(name));
  }

  private Stream<JsonNode> messages(String name) {
    return sent.getOrDefault(url(name), List.of()).stream();
  }

  /** What a function gets when {@code bodies} are taken from a queue for the first time. */
  public static String event(List<String> bodies) {
    return event(bodies, 1);
  }

  /** What a function gets when {@code bodies} are taken for the {@code receives}-th time. */
  public static String event(List<String> bodies, int receives) {
    ArrayNode records = JSON.createArrayNode();
    for (String body : bodies) {
      records
          .addObject()
          .put("messageId", "m" + records.size())
          .put("receiptHandle", "r")
          .put("body", body)
          .put("eventSource", "aws:sqs")
          .put("awsRegion", "eu-central-1")
          .putObject("attributes")
          .put("ApproximateReceiveCount", Integer.toString(receives));
    }
    ObjectNode event = JSON.createObjectNode();
    event.set("Records", records);
    return event.toString();
  }

  private void answer(RawServer.Request request, OutputStream out)
      throws IOException, NoSuchAlgorithmException {
    if (!request.header("x-amz-target").equals("AmazonSQS.SendMessageBatch")) {
      out.write(RawServer.json(400, "{\"__type\":\"UnsupportedOperation\"}"));
      return;
    }
    JsonNode batch = JSON.readTree(request.body());
    String url = batch.path("QueueUrl").asText();
    if (refusing.contains(url)) {
      out.write(RawServer.json(403, "{\"__type\":\"AccessDeniedException\"}"));
      return;
    }
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode successful = answer.putArray("Successful");
    answer.putArray("Failed");
    for (JsonNode entry : batch.path("Entries")) {
      sent.computeIfAbsent(url, u -> new CopyOnWriteArrayList<>()).add(entry);
      ObjectNode taken =
          successful
              .addObject()
              .put("Id", entry.path("Id").asText())
              .put("MessageId", "m")
              .put("MD5OfMessageBody", md5(entry.path("MessageBody").asText().getBytes(UTF_8)));
      if (entry.has("MessageAttributes")) {
        taken.put("MD5OfMessageAttributes", md5(hashed(texts(entry))));
      }
    }
    out.write(RawServer.json(200, answer.toString()));
  }

  private static Map<String, String> texts(JsonNode entry) {
    Map<String, String> texts = new TreeMap<>();
    entry
        .path("MessageAttributes")
        .properties()
        .forEach(a -> texts.put(a.getKey(), a.getValue().path("StringValue").asText()));
    return texts;
  }

  /** What SQS takes the digest of: name, type and text of each, with their lengths, by name. */
  private static byte[] hashed(Map<String, String> texts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      for (String part : List.of(text.getKey(), "String")) {
        out.writeInt(part.getBytes(UTF_8).length);
        out.write(part.getBytes(UTF_8));
      }
      out.write(STRING);
      out.writeInt(text.getValue().getBytes(UTF_8).length);
      out.write(text.getValue().getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String md5(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
