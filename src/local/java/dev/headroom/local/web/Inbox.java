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
 * Keeps the last messages that were sent to this program's own inbox, as many as its room holds.
 * There is one only beside the simulated fleet: with a manifest nobody is to send here.
 */
@ApplicationScoped
class Inbox {
  static final int MAX_MESSAGES = 500;

  /** Characters that are kept of one body; a message that tells of hundreds of alerts fits. */
  static final int MAX_BODY_CHARS = 256 * 1024;

  /**
   * Bytes of all messages together, headers too, where they are written as JSON: in memory they
   * take twice as much at most.
   */
  static final int MAX_JSON_BYTES = 4 * 1024 * 1024;

  /** What is said where there is none. */
  static final String NONE =
      "There is no inbox: it is there only with the simulated fleet, without a manifest.";

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
   * An empty inbox; deliveries go by the real clock.
   *
   * @param config when it names a manifest, there is no inbox
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
    // Masked before it is cut: a secret that is cut in its middle is none that could be found.
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

  /** The messages kept, oldest first. */
  synchronized List<InboxMessage> messages() {
    return List.copyOf(messages);
  }

  /** How many messages came since the start, those no longer kept included. */
  synchronized long received() {
    return received;
  }
}
