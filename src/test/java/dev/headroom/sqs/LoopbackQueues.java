package dev.headroom.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.http.RawServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** SQS's {@code SendMessageBatch} over HTTP on loopback; what was sent can be looked at. */
public final class LoopbackQueues implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Map<String, List<String>> bodies = new ConcurrentHashMap<>();
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
    return bodies.getOrDefault(url(name), List.of());
  }

  /** What a function gets when {@code bodies} are taken from a queue. */
  public static String event(List<String> bodies) {
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
          .put("ApproximateReceiveCount", "1");
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
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode successful = answer.putArray("Successful");
    answer.putArray("Failed");
    for (JsonNode entry : batch.path("Entries")) {
      String body = entry.path("MessageBody").asText();
      bodies
          .computeIfAbsent(batch.path("QueueUrl").asText(), url -> new CopyOnWriteArrayList<>())
          .add(body);
      byte[] digest = MessageDigest.getInstance("MD5").digest(body.getBytes(UTF_8));
      successful
          .addObject()
          .put("Id", entry.path("Id").asText())
          .put("MessageId", "m")
          .put("MD5OfMessageBody", HexFormat.of().formatHex(digest));
    }
    out.write(RawServer.json(200, answer.toString()));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
