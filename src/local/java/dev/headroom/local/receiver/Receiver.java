package dev.headroom.local.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** The receiving end of one kind of target. */
public interface Receiver {
  /** Returns the manifest's {@code type}, also the last segment of its inbox address. */
  String type();

  /** Returns what people call it. */
  String label();

  /** Answers one request as the vendor would. */
  Answer answer(Incoming request);

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
