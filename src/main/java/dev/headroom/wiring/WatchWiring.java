package dev.headroom.wiring;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.auth.Secrets;
import dev.headroom.cycle.watch.Heartbeat;
import dev.headroom.cycle.watch.NewestReading;
import dev.headroom.cycle.watch.StaleOrgs;
import dev.headroom.cycle.watch.Vitals;
import dev.headroom.cycle.watch.WatchCycle;
import dev.headroom.cycle.watch.dynamodb.DynamoDbNewestReading;
import dev.headroom.cycle.watch.emf.EmfVitals;
import dev.headroom.cycle.watch.http.HttpHeartbeat;
import dev.headroom.dynamodb.Tables;
import dev.headroom.http.OutboundHttp;
import dev.headroom.notify.Outbox;
import dev.headroom.org.SecretRef;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Creates the watch over Headroom itself. It uses the real clock. */
final class WatchWiring {
  private final OutboundHttp http;
  private final Secrets secrets;

  WatchWiring(OutboundHttp http, Secrets secrets) {
    this.http = http;
    this.secrets = secrets;
  }

  @Produces
  @Singleton
  @DefaultBean
  Vitals vitals(MetricsConfig config, ObjectMapper json, InstantSource clock) {
    return config
        .stack()
        .<Vitals>map(stack -> new EmfVitals(json, System.out, stack, clock))
        .orElse(Vitals.NONE);
  }

  @Produces
  @Singleton
  NewestReading newest(DynamoDbClient client, Tables tables) {
    return new DynamoDbNewestReading(client, tables);
  }

  @Produces
  @Singleton
  WatchCycle watch(
      Vitals vitals,
      StaleOrgs stale,
      NewestReading newest,
      Outbox outbox,
      InstantSource clock,
      HeartbeatConfig config,
      PollConfig poll) {
    Optional<Heartbeat> heartbeat = config.url().map(this::heartbeat);
    return new WatchCycle(
        vitals,
        newest,
        stale::oldestReading,
        outbox,
        heartbeat,
        clock,
        () -> longer(poll.interval(), stale.readWithin().orElse(Duration.ZERO)));
  }

  /** A fleet of which every org is quiet, or read less often, has no newer reading. */
  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** {@code url} has passed the check of {@link Keys}: it is a URL or a reference to one. */
  private Heartbeat heartbeat(String url) {
    return SecretRef.parse(url)
        .map(ref -> new HttpHeartbeat(http, secrets, ref))
        .orElseGet(() -> new HttpHeartbeat(http, URI.create(url)));
  }
}
