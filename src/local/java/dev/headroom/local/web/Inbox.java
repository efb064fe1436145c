package dev.headroom.local.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Keeps the last messages that were sent to this program's own inbox. */
@ApplicationScoped
class Inbox {
  static final int MOST_MESSAGES = 500;
  static final String MASK = "********";

  /** Headers that carry a sender's secret. */
  private static final Set<String> SECRET_HEADERS =
      Set.of("authorization", "proxy-authorization", "cookie", "dd-api-key", "x-api-key");

  /** Members of the providers' bodies that are secrets; PagerDuty's routing key is one. */
  private static final Pattern SECRET_MEMBERS =
      Pattern.compile(
          "(\"(?:routing_key|service_key|api_key|apiKey|token|password)\"\\s*:\\s*)"
              + "\"(?:[^\"\\\\]|\\\\.)*+\"");

  private final Deque<InboxMessage> messages = new ArrayDeque<>();
  private final InstantSource realTime;
  private long received;

  /** An empty inbox; deliveries go by the real clock. */
  Inbox(InstantSource realTime) {
    this.realTime = realTime;
  }

  /** Keeps a message; the oldest makes room for it. */
  synchronized InboxMessage keep(
      String name, int answered, Map<String, String> headers, String body) {
    Map<String, String> masked = new TreeMap<>(headers);
    masked.replaceAll((header, value) -> SECRET_HEADERS.contains(header) ? MASK : value);
    InboxMessage message =
        new InboxMessage(
            ++received,
            name,
            "/inbox/" + name,
            realTime.instant(),
            answered,
            masked,
            SECRET_MEMBERS.matcher(body).replaceAll("$1\"" + MASK + "\""));
    messages.addLast(message);
    if (messages.size() > MOST_MESSAGES) {
      messages.removeFirst();
    }
    return message;
  }

  /** The messages kept, oldest first. */
  synchronized List<InboxMessage> messages() {
    return List.copyOf(messages);
  }

  /** How many messages came since the start, those no longer kept included. */
  synchronized long received() {
    return received;
  }
}
