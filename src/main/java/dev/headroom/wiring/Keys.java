package dev.headroom.wiring;

import dev.headroom.access.dynamodb.AccessStorageConfig;
import dev.headroom.auth.env.SecretsConfig;
import dev.headroom.config.Flag;
import dev.headroom.config.WebAddress;
import dev.headroom.dynamodb.TablesConfig;
import dev.headroom.fleet.Violation;
import dev.headroom.history.dynamodb.HistoryConfig;
import dev.headroom.http.EgressPolicy;
import dev.headroom.limits.salesforce.SalesforceConfig;
import dev.headroom.org.SecretRef;
import dev.headroom.sqs.QueuesConfig;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.SmallRyeConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The keys of every mode, checked together before anything starts, so that all mistakes are
 * reported at once and not one per start. The form named by the mapping checks a single value; this
 * class checks rules that involve several.
 */
public final class Keys {
  /** The mappings of every mode. */
  static final List<Class<?>> MAPPINGS =
      List.of(
          AccessStorageConfig.class,
          AlertsConfig.class,
          EgressConfig.class,
          HeartbeatConfig.class,
          HistoryConfig.class,
          MetricsConfig.class,
          NotifyConfig.class,
          PollConfig.class,
          QueuesConfig.class,
          ReportConfig.class,
          SalesforceConfig.class,
          SecretsConfig.class,
          TablesConfig.class,
          TokensConfig.class,
          UsageConfig.class);

  private static final String SAMPLES = "headroom.tables.samples";
  private static final String STATE = "headroom.tables.state";
  private static final String POLL_QUEUE = "headroom.queues.poll";
  private static final String NOTIFY_QUEUE = "headroom.queues.notification";
  private static final String JOB_QUEUE = "headroom.queues.job";
  private static final String DEAD_LETTERS = "headroom.queues.dead-letters";
  private static final String MAX_RECEIVES = "headroom.queues.most-receives";
  private static final String LOOPBACK = "headroom.egress.allow-loopback";
  private static final String HEARTBEAT = "headroom.heartbeat.url";

  private Keys() {}

  /** A source of values. */
  @FunctionalInterface
  public interface Values {
    /** Returns the value of a key as written; null if it is not set. */
    @Nullable String of(String key);
  }

  /** Returns the keys of every mode. */
  public static List<Key> all() {
    return Key.of(MAPPINGS);
  }

  /**
   * Returns the keys of one mapping, for code that runs without the application.
   *
   * @param config whose values {@link #check} found correct
   */
  public static <T> T mapped(Config config, Class<T> mapping) {
    SmallRyeConfig keys = config.unwrap(SmallRyeConfig.class);
    ConfigMappings.registerConfigMappings(keys, Set.of(ConfigClass.configClass(mapping)));
    return keys.getConfigMapping(mapping);
  }

  /**
   * Returns everything that is wrong with the values of {@code keys}, which include those of every
   * mode.
   */
  public static List<Violation> check(Values values, List<Key> keys) {
    List<Violation> violations = new ArrayList<>();
    for (Key key : keys) {
      key.check(values.of(key.name())).ifPresent(violations::add);
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

  /** The dead-letter queue and the receives after which it is used are needed together. */
  private static Optional<Violation> halfOfAPair(Values values) {
    if (isSet(DEAD_LETTERS, values) == isSet(MAX_RECEIVES, values)) {
      return Optional.empty();
    }
    return Optional.of(
        isSet(DEAD_LETTERS, values)
            ? new Violation(
                MAX_RECEIVES,
                null,
                "is missing beside " + DEAD_LETTERS,
                "Set it to the maxReceiveCount of the queue's redrive policy.")
            : new Violation(
                DEAD_LETTERS,
                null,
                "is missing beside " + MAX_RECEIVES,
                "Set it to the URL of the dead-letter queue."));
  }

  /** The heartbeat's address must be callable, like any address in the manifest. */
  private static Optional<Violation> heartbeatThatIsNeverCalled(Values values) {
    String url = Objects.requireNonNullElse(values.of(HEARTBEAT), "").strip();
    if (SecretRef.parse(url).isPresent() || !WebAddress.isUrl(url)) {
      return Optional.empty();
    }
    return new EgressPolicy(isOn(values, LOOPBACK))
        .withAnyPort()
        .check(URI.create(url))
        .map(r -> new Violation(HEARTBEAT, null, "is never called: " + r.reason(), r.remedy()));
  }

  /** Whether a switch is on; a value that is neither on nor off is reported separately. */
  private static boolean isOn(Values values, String key) {
    try {
      return Boolean.TRUE.equals(
          new Flag().convert(Objects.requireNonNullElse(values.of(key), "")));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isSet(String key, Values values) {
    return !Objects.requireNonNullElse(values.of(key), "").isBlank();
  }

  /** Returns what {@code function} requires: the queue that it sends to. */
  static List<Violation> needs(@Nullable String function, Values values) {
    String queue =
        switch (function) {
          case "dispatch" -> POLL_QUEUE;
          case "publish", "notify" -> NOTIFY_QUEUE;
          case "attribute", "audit" -> JOB_QUEUE;
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
