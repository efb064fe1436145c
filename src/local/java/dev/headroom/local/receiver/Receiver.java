package dev.headroom.local.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** The receiving end of one kind of target. */
public interface Receiver {
  /** The manifest's {@code type}, and the last step of the address of its inbox. */
  String type();

  /** What people call it. */
  String label();

  /** Answers one request as the vendor would. */
  Answer answer(Incoming request);

  /** What a message says, found where this kind of target writes it. */
  Told told(JsonNode body);

  /** Headers that carry the sender's secret, in lower case. */
  default Set<String> secretHeaders() {
    return Set.of();
  }

  /** Members of the body whose texts are secrets, at any depth. */
  default Set<String> secretMembers() {
    return Set.of();
  }
}
