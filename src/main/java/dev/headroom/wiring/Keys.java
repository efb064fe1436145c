package dev.headroom.wiring;

import dev.headroom.dynamodb.TablesConfig;
import dev.headroom.fleet.Violation;
import dev.headroom.http.EgressPolicy;
import dev.headroom.org.Org;
import dev.headroom.org.SecretRef;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys that every mode has, checked as a whole before anything starts: what is wrong is told at
 * once, not one key a start.
 */
public final class Keys {
  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final String SAMPLES = "headroom.tables.samples";
  private static final String STATE = "headroom.tables.state";
  private static final String POLL_QUEUE = "headroom.queues.poll";

  private static final String LOOPBACK = "headroom.egress.allow-loopback";

  /** Gives access by itself: its value is in no message. */
  private static final String HEARTBEAT = "headroom.heartbeat.url";

  private static final String INTERVAL = "headroom.poll.interval";
  private static final String NOTIFY_QUEUE = "headroom.queues.notification";
  private static final String DEAD_LETTERS = "headroom.queues.dead-letters";
  private static final String MOST_RECEIVES = "headroom.queues.most-receives";

  /** Of a redrive policy's {@code maxReceiveCount}. */
  private static final int MOST_MAX_RECEIVES = 1_000;

  private static final List<KeyRule> RULES =
      List.of(
          KeyRule.flag(LOOPBACK),
          KeyRule.flag("headroom.secrets.env-allowed"),
          KeyRule.variable("headroom.secrets.env-prefix"),
          KeyRule.origin("headroom.pages.url"),
          KeyRule.table(SAMPLES),
          KeyRule.table(STATE),
          KeyRule.url(POLL_QUEUE),
          KeyRule.url(NOTIFY_QUEUE),
          KeyRule.url(DEAD_LETTERS),
          KeyRule.whole(MOST_RECEIVES, 1, MOST_MAX_RECEIVES),
          KeyRule.duration(
              "headroom.history.raw-retention", Duration.ofHours(1), Duration.ofDays(400)),
          KeyRule.duration(
              "headroom.alerts.vanished-after", Duration.ofHours(1), Duration.ofDays(30)),
          KeyRule.interval(INTERVAL),
          KeyRule.urlOrSecret(HEARTBEAT),
          KeyRule.arn("headroom.tokens.key"),
          KeyRule.name("headroom.metrics.stack"),
          KeyRule.whole("headroom.poll.concurrency", 1, Integer.MAX_VALUE),
          KeyRule.duration("headroom.poll.org-deadline", MOMENT, DAY),
          KeyRule.duration("headroom.salesforce.deadline", MOMENT, DAY),
          KeyRule.whole("headroom.salesforce.max-body-bytes", 1, Integer.MAX_VALUE),
          KeyRule.duration("headroom.salesforce.versions-kept", MOMENT, Duration.ofDays(365)));

  private Keys() {}

  /** Where values are looked up. */
  @FunctionalInterface
  public interface Values {
    /** The value of a key as it is written; null when it is not set. */
    @Nullable String of(String key);
  }

  /** The rules of the keys that every mode has. */
  public static List<KeyRule> rules() {
    return RULES;
  }

  /**
   * The time between two readings of an org whose manifest entry names none, for what runs without
   * the application.
   *
   * @param values of keys that {@link #check} found right
   */
  public static Duration interval(Values values) {
    return duration(values, INTERVAL).orElse(Org.SHORTEST_INTERVAL);
  }

  /** The duration that a key has; empty when it is not set. */
  public static Optional<Duration> duration(Values values, String key) {
    return Optional.ofNullable(values.of(key)).map(String::strip).flatMap(KeyRule::duration);
  }

  /** Whether every mode has a key of that name. */
  public static boolean isKey(String name) {
    return RULES.stream().anyMatch(rule -> rule.key().equals(name));
  }

  /** Everything that is wrong with these keys and with those of {@code more}. */
  public static List<Violation> check(Values values, List<KeyRule> more) {
    List<Violation> violations = new ArrayList<>();
    for (List<KeyRule> rules : List.of(RULES, more)) {
      for (KeyRule rule : rules) {
        String value = values.of(rule.key());
        if (value != null) {
          rule.check(value).map(Keys::fitToBeShown).ifPresent(violations::add);
        }
      }
    }
    String samples = Objects.requireNonNullElse(values.of(SAMPLES), TablesConfig.DEFAULT_SAMPLES);
    if (samples.equals(Objects.requireNonNullElse(values.of(STATE), TablesConfig.DEFAULT_STATE))) {
      violations.add(
          new Violation(
              SAMPLES, samples, "names the same table as " + STATE, "Name two different tables."));
    }
    halfOfAPair(values).ifPresent(violations::add);
    heartbeatThatIsNeverCalled(values).ifPresent(violations::add);
    return violations;
  }

  /** The dead-letter queue and the receives after which it is due are of use only together. */
  private static Optional<Violation> halfOfAPair(Values values) {
    if (isSet(DEAD_LETTERS, values) == isSet(MOST_RECEIVES, values)) {
      return Optional.empty();
    }
    return Optional.of(
        isSet(DEAD_LETTERS, values)
            ? new Violation(
                MOST_RECEIVES,
                null,
                "is missing beside " + DEAD_LETTERS,
                "Set it to the maxReceiveCount of the queue's redrive policy.")
            : new Violation(
                DEAD_LETTERS,
                null,
                "is missing beside " + MOST_RECEIVES,
                "Set it to the URL of the dead-letter queue."));
  }

  /** What the heartbeat's address has to be for a call: as any address of the manifest. */
  private static Optional<Violation> heartbeatThatIsNeverCalled(Values values) {
    String url = Objects.requireNonNullElse(values.of(HEARTBEAT), "").strip();
    if (SecretRef.parse(url).isPresent() || KeyRule.url(HEARTBEAT).check(url).isPresent()) {
      return Optional.empty();
    }
    boolean loopback =
        KeyRule.isOn(Objects.requireNonNullElse(values.of(LOOPBACK), "false").strip());
    return url.isEmpty()
        ? Optional.empty()
        : new EgressPolicy(loopback)
            .withAnyPort()
            .check(URI.create(url))
            .map(r -> new Violation(HEARTBEAT, null, "is never called: " + r.reason(), r.remedy()));
  }

  private static boolean isSet(String key, Values values) {
    return !Objects.requireNonNullElse(values.of(key), "").isBlank();
  }

  private static Violation fitToBeShown(Violation violation) {
    return violation.path().equals(HEARTBEAT)
        ? new Violation(HEARTBEAT, null, violation.problem(), violation.remedy())
        : violation;
  }

  /** What {@code function} cannot do without: the queue that it sends to. */
  static List<Violation> needs(@Nullable String function, Values values) {
    String queue =
        switch (function) {
          case "dispatch" -> POLL_QUEUE;
          case "publish", "notify" -> NOTIFY_QUEUE;
          case null, default -> null;
        };
    if (queue == null || isSet(queue, values)) {
      return List.of();
    }
    return List.of(
        new Violation(
            queue,
            null,
            "is missing",
            "Set it to the URL of the SQS queue that " + function + " sends to."));
  }
}
