package dev.headroom.local.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** The receiving end of one kind of target. */
public interface Receiver {
  /** Returns the manifest's {@code type}, also the last segment of its inbox address. */
  String type();

  /** Returns what people call it. */
  String label();

  /** Answers one request as the vendor would. */
  Answer answer(Incoming request);

  /** Returns a body as {@link #told} finds it; missing if it cannot be read. */
  default JsonNode read(String body) {
    return new Incoming("POST", "", Map.of(), body).json();
  }

  /** Returns what a message says, found where this kind of target puts it. */
  Told told(JsonNode body);

  /** Returns the headers that carry the sender's secret, in lower case. */
  default Set<String> secretHeaders() {
    return Set.of();
  }

  /** Returns the members of the body whose texts are secrets, at any depth. */
  default Set<String> secretMembers() {
    return Set.of();
  }
}
