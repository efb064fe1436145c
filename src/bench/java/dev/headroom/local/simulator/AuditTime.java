package dev.headroom.local.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.access.AccessPolicy;
import dev.headroom.access.AccessSource;
import dev.headroom.access.dynamodb.DynamoDbPostures;
import dev.headroom.access.ip.IpAddressNotation;
import dev.headroom.access.salesforce.SalesforceAccessSource;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.dynamodb.DynamoDbToldNames;
import dev.headroom.auth.TestLogins;
import dev.headroom.auth.env.EnvSecrets;
import dev.headroom.auth.salesforce.SalesforceAccessTokens;
import dev.headroom.auth.salesforce.TokenEndpoint;
import dev.headroom.cycle.audit.AuditCycle;
import dev.headroom.cycle.audit.AuditReport;
import dev.headroom.cycle.job.OrgJobMessage;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.Settings;
import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.http.ApiCall;
import dev.headroom.http.EgressPolicy;
import dev.headroom.http.Exchange;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.PlainHttp;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.spend.OwnCalls;
import dev.headroom.spend.Purpose;
import dev.headroom.wiring.TargetTypes;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long two functions take to audit orgs of the demo's size: each takes five messages at a time
 * and answers when all five are done; every call to an org waits as long as a real one might.
 */
public final class AuditTime {
  /** Those whose daily event log has less than 100,000 calls. */
  private static final Set<String> ORGS =
      Set.of("acme-dev", "acme-erp", "globex-lab", "globex-archive", "initech-prod");

  private static final int FUNCTIONS = 2;
  private static final int BATCH = 5;
  private static final int FLEET = 1_000;

  private AuditTime() {}

  /** Takes how many orgs, 60 without it, and the milliseconds of a call, 200 without it. */
  public static void main(String[] args) throws Exception {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 60;
    int millis = args.length > 1 ? Integer.parseInt(args[1]) : 200;
    Instant now = Instant.parse("2026-11-25T09:30:00Z");
    DemoFleet demo = DemoFleet.startingAt(now);
    EgressPolicy egress = new EgressPolicy(true);
    try (Simulator simulator =
        new Simulator(demo.orgs(), InstantSource.fixed(now), InstantSource.system(), 0)) {
      simulator.start();
      Manifest.Valid manifest =
          (Manifest.Valid)
              new YamlManifestReader(egress, TargetTypes.ALL)
                  .read(demo.manifest(simulator.port(), 8080));
      List<Org> like =
          manifest.fleet().orgs().stream().filter(o -> ORGS.contains(o.id().value())).toList();
      List<Org> orgs = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        orgs.add(named("org-" + i, like.get(i % like.size())));
      }
      AtomicInteger calls = new AtomicInteger();
      OutboundHttp http = new Slow(new PlainHttp(), millis, calls);
      TokenEndpoint endpoint =
          new TokenEndpoint(
              http, egress, new EnvSecrets(true, demo.secrets()::get), InstantSource.system());
      AccessSource source =
          new SalesforceAccessSource(
              http, new SalesforceAccessTokens(endpoint), new IpAddressNotation());
      TestDynamoDb db = TestDynamoDb.create();
      Queue<Org> queue = new ConcurrentLinkedQueue<>(orgs);
      long began = System.nanoTime();
      try (ExecutorService functions = Executors.newFixedThreadPool(FUNCTIONS)) {
        List<Future<?>> all = new ArrayList<>();
        for (int f = 0; f < FUNCTIONS; f++) {
          AuditCycle cycle = cycle(db, orgs, source, manifest.fleet().access(), now);
          all.add(functions.submit(() -> work(cycle, queue, now)));
        }
        for (Future<?> one : all) {
          one.get();
        }
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          "%d audits by %d functions: %.1f s, %.1f calls of %d ms each; %d orgs would take %.0f min%n",
          count,
          FUNCTIONS,
          seconds,
          (double) calls.get() / count,
          millis,
          FLEET,
          seconds / count * FLEET / 60);
    }
    System.exit(0);
  }

  private static Org named(String id, Org like) {
    return new Org(
        new OrgId(id),
        like.tenant(),
        like.loginUrl(),
        like.credentials(),
        like.interval(),
        like.apiVersion(),
        like.tags());
  }

  private static AuditCycle cycle(
      TestDynamoDb db,
      List<Org> orgs,
      AccessSource source,
      List<AccessPolicy> access,
      Instant now) {
    OwnCalls unlimited =
        new OwnCalls() {
          @Override
          public Answer take(Org org, Purpose purpose, int wanted, Instant at) {
            return new Answer.Granted(wanted);
          }

          @Override
          public void giveBack(Org org, Purpose purpose, int calls, Instant at) {
            // Nobody counts.
          }
        };
    return new AuditCycle(
        new AuditCycle.Stores(
            PollPorts.directory(orgs),
            PollPorts.fleetWith(
                new Settings(
                    1, List.of(), Map.of(), Set.of(), List.of(), Set.of(), Set.of(), List.of(),
                    List.of(), access)),
            new InMemoryAlertStates(),
            new DynamoDbPostures(
                db.client(), db.tables(), new IpAddressNotation(), () -> now, Duration.ofDays(90)),
            new DynamoDbToldNames(
                db.client(),
                db.tables(),
                new ObjectMapper(),
                new DynamoDbToldNames.Kept(Duration.ofDays(90), Duration.ofDays(90), id -> false))),
        source,
        new AuditCycle.Spending(unlimited, (org, at) -> TestLogins.endless()),
        new SlotObservers(List.of()));
  }

  /** Batches one after the other, as Lambda does at this concurrency. */
  private static void work(AuditCycle cycle, Queue<Org> queue, Instant now) {
    while (true) {
      List<Org> batch = new ArrayList<>();
      for (Org org = queue.poll(); org != null; org = batch.size() < BATCH ? queue.poll() : null) {
        batch.add(org);
      }
      if (batch.isEmpty()) {
        return;
      }
      try (ExecutorService turns = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Org org : batch) {
          turns.execute(
              () -> {
                AuditReport report = cycle.audit(new OrgJobMessage(org.id(), now));
                if (!(report instanceof AuditReport.Done)) {
                  System.out.println(report);
                }
              });
        }
      }
    }
  }

  /** Calls that take as long as over a network. */
  private record Slow(OutboundHttp http, int millis, AtomicInteger calls) implements OutboundHttp {
    @Override
    public <A, T> Exchange<T> exchange(ApiCall<A, T> call) {
      await();
      return http.exchange(call);
    }

    @Override
    public <A, R> Exchange<R> download(ApiCall<A, InputStream> call, BodyReader<R> reader) {
      await();
      return http.download(call, reader);
    }

    private void await() {
      calls.incrementAndGet();
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
