package dev.headroom.local.web;

import dev.headroom.local.config.LocalConfig;
import dev.headroom.local.receiver.Receivers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Keeps the last messages sent to this program's own inbox, as many as fit. It exists only with the
 * simulated fleet: with a manifest nobody should send here.
 */
@ApplicationScoped
class Inbox {
  static final int MAX_MESSAGES = 500;

  /** Characters kept of one body; a message about hundreds of alerts fits. */
  static final int MAX_BODY_CHARS = 256 * 1024;

  /**
   * Bytes of all messages together, including headers, as JSON: in memory they take at most twice
   * as much.
   */
  static final int MAX_JSON_BYTES = 4 * 1024 * 1024;

  /** What is said if there is none. */
  static final String NONE =
      "There is no inbox: it exists only with the simulated fleet, without a manifest.";

  /** What to do about it. */
  static final String NONE_REMEDY =
      "Send to a receiver of your own, or start without headroom.fleet to try the inbox.";

  static final String MASK = "********";

  private final Deque<InboxMessage> messages = new ArrayDeque<>();
  private final InstantSource realTime;
  private final boolean open;
  private final Set<String> secretHeaders;
  private final Pattern secretMembers;
  private long received;
  private long jsonBytes;

  /**
   * Creates an empty inbox; deliveries use the real clock.
   *
   * @param config if it names a manifest, there is no inbox
   */
  @Inject
  Inbox(InstantSource realTime, LocalConfig config, Receivers receivers) {
    this(realTime, config.fleet().isEmpty(), receivers);
  }

  /** An inbox that is open or not. */
  Inbox(InstantSource realTime, boolean open, Receivers receivers) {
    this.realTime = realTime;
    this.open = open;
    secretHeaders = receivers.secretHeaders();
    secretMembers =
        Pattern.compile(
            receivers.secretMembers().stream()
                .map(Pattern::quote)
                .collect(
                    Collectors.joining("|", "(\"(?:", ")\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*+\"")));
  }

  /** Whether there is an inbox. */
  boolean isOpen() {
    return open;
  }

  /** Keeps a message; the oldest ones make room for it. */
  synchronized InboxMessage keep(
      String name, int answered, Map<String, String> headers, String body) {
    Map<String, String> masked = new TreeMap<>(headers);
    masked.replaceAll((header, value) -> secretHeaders.contains(header) ? MASK : value);
    // Masked before it is cut: a secret that is cut in the middle could not be found.
    String whole = secretMembers.matcher(body).replaceAll("$1\"" + MASK + "\"");
    InboxMessage message =
        new InboxMessage(
            ++received,
            name,
            "/inbox/" + name,
            realTime.instant(),
            answered,
            masked,
            InboxMessage.cut(whole, MAX_BODY_CHARS),
            whole.length());
    messages.addLast(message);
    jsonBytes += message.jsonBytes();
    while (messages.size() > MAX_MESSAGES || (jsonBytes > MAX_JSON_BYTES && messages.size() > 1)) {
      jsonBytes -= messages.removeFirst().jsonBytes();
    }
    return message;
  }

  /** Returns the kept messages, oldest first. */
  synchronized List<InboxMessage> messages() {
    return List.copyOf(messages);
  }

  /** Returns how many messages came since the start, including those no longer kept. */
  synchronized long received() {
    return received;
  }
}
