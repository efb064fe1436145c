package dev.headroom.cycle.poll;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.headroom.auth.env.EnvSecrets;
import dev.headroom.auth.salesforce.SalesforceAccessTokens;
import dev.headroom.auth.salesforce.TokenEndpoint;
import dev.headroom.http.EgressPolicy;
import dev.headroom.http.RestHttp;
import dev.headroom.limits.salesforce.SalesforceConfig;
import dev.headroom.limits.salesforce.SalesforceLimitsSource;
import dev.headroom.org.Credentials.ClientCredentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Processor time of polls without a store: the real HTTP client, reading, judging, forecasting and
 * packing, over a client of tables that keeps rows in a map. {@code src/bench/jsforce} runs it
 * beside jsforce's own loop.
 */
@QuarkusTest
class PollLoop {
  private static final int ORGS = Integer.getInteger("headroom.loop.orgs", 1_000);
  private static final int PORT = Integer.getInteger("headroom.loop.port", 0);
  private static final int WARM_UP = Integer.getInteger("headroom.loop.warm-up", 40);
  private static final int ROUNDS = 9;
  private static final int CONCURRENCY = 100;

  private final SalesforceConfig config;

  @Inject
  PollLoop(SalesforceConfig config) {
    this.config = config;
  }

  @Test
  void aRoundOfPolls() {
    List<Org> orgs =
        IntStream.range(0, ORGS)
            .mapToObj(
                i ->
                    new Org(
                        new OrgId("org-" + i),
                        "bench-" + i % 10,
                        URI.create("http://127.0.0.1:" + PORT),
                        new ClientCredentials(
                            "bench-" + i, new SecretRef(SecretRef.Scheme.ENV, "BENCH_SECRET")),
                        Duration.ofMinutes(5),
                        "67.0",
                        Map.of()))
            .toList();
    Instant[] now = {Instant.parse("2026-11-25T00:00:00Z")};
    PollCycle cycle = cycle(orgs, () -> now[0]);
    List<Double> seconds = new ArrayList<>();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      now[0] = now[0].plus(Duration.ofMinutes(5));
      List<PollMessage> messages = messages(orgs, now[0]);
      long before = processor();
      List<PollReport> reports = cycle.poll(messages);
      if (round >= WARM_UP) {
        seconds.add((processor() - before) / 1e3 / ORGS);
      }
      assertThat(reports)
          .allSatisfy(
              report ->
                  assertThat(report.orgs())
                      .allMatch(r -> r.result() instanceof PollReport.Result.Read, "was read"));
    }
    seconds.sort(null);
    System.out.printf(
        Locale.ROOT,
        "Headroom without a store: %.3f s of processor time per 1,000 polls%n",
        seconds.get(ROUNDS / 2));
  }

  private PollCycle cycle(List<Org> orgs, InstantSource clock) {
    EgressPolicy egress = new EgressPolicy(true);
    RestHttp http = new RestHttp(egress);
    SalesforceLimitsSource source =
        new SalesforceLimitsSource(
            http,
            new SalesforceAccessTokens(
                new TokenEndpoint(
                    http, egress, new EnvSecrets(true, name -> "bench"), InstantSource.system())),
            clock,
            config);
    PackedStores stores = new PackedStores(clock);
    return new PollCycle(
        new PollCycle.Stores(
            PackedStores.directory(orgs),
            stores.history(),
            stores.states(),
            PollPorts.fleet(List.of())),
        new PollCycle.Sources(source, source),
        new PollCycle.Judging(
            PollPorts.CATALOGUE,
            new Foresee(new InMemoryForecasts(), stores.history(), PollPorts.CATALOGUE),
            new Judges(stores.states(), Duration.ofHours(24))),
        SlotObservers.NONE,
        clock,
        Duration.ofSeconds(25),
        new OrgRunner(CONCURRENCY));
  }

  private static List<PollMessage> messages(List<Org> orgs, Instant slot) {
    List<PollMessage> messages = new ArrayList<>();
    for (int i = 0; i < orgs.size(); i += PollMessage.MAX_ORGS) {
      messages.add(
          new PollMessage(
              slot,
              orgs.subList(i, Math.min(orgs.size(), i + PollMessage.MAX_ORGS)).stream()
                  .map(Org::id)
                  .toList()));
    }
    return messages;
  }

  /** Microseconds that this process has used. */
  private static long processor() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1_000;
  }
}
