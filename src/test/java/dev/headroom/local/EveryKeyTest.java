package dev.headroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.Violation;
import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.http.EgressPolicy;
import dev.headroom.local.clock.DemoClock;
import dev.headroom.org.Credentials.ClientCredentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import dev.headroom.wiring.Key;
import dev.headroom.wiring.TargetTypes;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key at the edges of what it takes, and over them. */
class EveryKeyTest {
  private static final String LONGEST_TABLE = "t".repeat(255);
  private static final String ARN = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab";

  /**
   * A key and its edges.
   *
   * @param type what the application converts it to
   * @param inside the last values that will do, on both sides
   * @param outside the first that will not
   */
  record Edges(String key, Class<?> type, List<String> inside, List<String> outside) {
    @Override
    public String toString() {
      return key;
    }
  }

  static List<Edges> keys() {
    List<String> moments = List.of("PT0.001S", "pt0.001s", "1ms", "PT24H", "P1D", "24h", "1d");
    List<String> noMoments =
        List.of("PT0S", "PT0.0009S", "-PT1S", "PT-1S", "P1DT0.001S", "25h", "1 h", "P", "");
    return List.of(
        flag("headroom.egress.allow-loopback"),
        new Edges(
            "headroom.egress.private-endpoints",
            String.class,
            List.of("", "a.example.com", "splunk.corp.example.com, b.example.com"),
            List.of("localhost", "10.0.0.1", "a.example.com:443", "https://a.example.com", "a,,b")),
        flag("headroom.secrets.env-allowed"),
        flag("headroom.local.autostart"),
        new Edges(
            "headroom.secrets.env-prefix",
            String.class,
            List.of("", "A", "_", "a9_"),
            List.of("9A", "A-", "A B", "A=")),
        new Edges(
            "headroom.pages.url",
            URI.class,
            List.of(
                "",
                "http://localhost",
                "http://localhost:0",
                "https://h.example.com:65535/",
                "HTTPS://h.example.com",
                "https://h.example.com/headroom"),
            List.of(
                "h.example.com",
                "ftp://h.example.com",
                "https://h.example.com:65536",
                "https://u@h.example.com",
                "https://h.example.com?x",
                "https://h.example.com#x",
                "https://")),
        new Edges(
            "headroom.report.bucket",
            String.class,
            List.of("", "abc", "a-1", "b".repeat(63)),
            List.of("ab", "b".repeat(64), "A-bucket", "a.bucket", "-ab", "ab-", "a_b")),
        new Edges(
            "headroom.report.folder",
            String.class,
            List.of("headroom", "a/b_c/D-1", "f".repeat(64)),
            List.of("", "/a", "a/", "a//b", "a b", "../a", "f".repeat(65))),
        new Edges(
            "headroom.report.region",
            String.class,
            List.of("", "eu-central-1"),
            List.of("eu central")),
        new Edges(
            "headroom.report.url",
            String.class,
            List.of("", "http://localhost:9000", "https://s3.example.com/path"),
            List.of("s3.example.com", "ftp://s3.example.com", "https://s3.example.com:65536")),
        table("headroom.tables.samples"),
        table("headroom.tables.state"),
        queue("headroom.queues.poll"),
        queue("headroom.queues.notification"),
        queue("headroom.queues.job"),
        queue("headroom.queues.export"),
        queue("headroom.queues.dead-letters"),
        new Edges(
            "headroom.queues.most-receives",
            Integer.class,
            List.of("1", "1000"),
            List.of("0", "1001", "-1", "1.0", "1e2", "0x1", "")),
        new Edges(
            "headroom.access.detail-retention",
            Duration.class,
            List.of("P1D", "P400D", "PT24H", "24h", "400d"),
            List.of("PT23H59M59.999S", "P400DT0.001S", "23h", "401d", "")),
        new Edges(
            "headroom.history.raw-retention",
            Duration.class,
            List.of("PT1H", "P400D", "PT9600H", "1h", "400d"),
            List.of("PT59M59.999S", "P400DT0.001S", "59m", "401d", "1y", "")),
        new Edges(
            "headroom.alerts.vanished-after",
            Duration.class,
            List.of("PT1H", "P30D", "60m"),
            List.of("PT59M59.999S", "P30DT0.001S", "31d", "")),
        new Edges(
            "headroom.usage.detail-retention",
            Duration.class,
            List.of("P1D", "P400D", "24h", "400d"),
            List.of("PT23H59M59.999S", "P400DT0.001S", "401d", "")),
        new Edges(
            "headroom.usage.time",
            Duration.class,
            List.of("PT10S", "PT14M", "10s", "14m"),
            List.of("PT9.999S", "PT14M0.001S", "15m", "")),
        new Edges(
            "headroom.poll.interval",
            Duration.class,
            List.of("PT5M", "PT300S", "PT24H", "P1D", "PT7M", "pt7m", "5m", "300", "300s"),
            List.of(
                "PT4M",
                "PT4M59.999S",
                "PT24H1M",
                "P1DT1S",
                "PT7M30S",
                "PT5M0.5S",
                "450s",
                "-PT5M",
                "PT-5M",
                "5",
                "five",
                "")),
        new Edges(
            "headroom.heartbeat.url",
            String.class,
            List.of(
                "",
                "https://beat.example.com",
                "https://beat.example.com:65535/x",
                "ssm:/a",
                "secretsmanager:a#b",
                "env:A"),
            List.of(
                "http://beat.example.com",
                "https://beat.example.com:65536",
                "https://localhost",
                "https://192.0.2.7",
                "https://beat",
                "https://u@beat.example.com",
                "kms:alias/a",
                "ssm:",
                "beat")),
        new Edges(
            "headroom.tokens.key",
            String.class,
            List.of("", ARN, "arn:aws-us-gov:kms:us-gov-west-1:123456789012:alias/a"),
            List.of("alias/a", ARN.replace("123456789012", "12345678901"), ARN + " x")),
        new Edges(
            "headroom.metrics.stack",
            String.class,
            List.of("", "a", "a-b"),
            List.of("a b", "a\tb")),
        whole("headroom.poll.concurrency", "1", "2147483647", "0", "2147483648"),
        new Edges(
            "headroom.poll.tenant-concurrency",
            Integer.class,
            List.of("", "1", "2147483647"),
            List.of("0", "-1", "2147483648", "2.5", "x")),
        new Edges("headroom.poll.org-deadline", Duration.class, moments, noMoments),
        new Edges("headroom.poll.time", Duration.class, moments, noMoments),
        new Edges("headroom.salesforce.deadline", Duration.class, moments, noMoments),
        whole("headroom.salesforce.max-body-bytes", "1", "2147483647", "0", "2147483648"),
        new Edges(
            "headroom.salesforce.versions-kept",
            Duration.class,
            List.of("PT0.001S", "P365D"),
            List.of("PT0S", "P365DT0.001S", "366d", "")),
        new Edges("headroom.fleet", Path.class, List.of("", "fleet.yaml"), List.of("\0")),
        new Edges("headroom.local.data", Path.class, List.of("", "data"), List.of("\0")),
        new Edges(
            "headroom.local.clock-factor",
            Double.class,
            List.of("", "0.000001", "1", "360", "86400", "8.64e4"),
            List.of("0", "-1", "86400.1", "1e5", "NaN", "Infinity", "1e400", "0x1p3", "1d", "x")),
        new Edges(
            "headroom.local.hosts",
            String.class,
            List.of("", "a", "a.example.com, 192.0.2.7,[2001:db8::7]"),
            List.of("a:80", "http://a", "a,,b", "*", "a b")),
        whole("headroom.simulator.port", "0", "65535", "-1", "65536"),
        new Edges(
            "headroom.simulator.history",
            Duration.class,
            List.of("P2D", "PT48H", "P28D", "P29D"),
            List.of("PT47H59M", "P29DT0.001S", "P30D", "0", "")),
        new Edges(
            "headroom.console.tables",
            String.class,
            List.of("one+two", "a=one+two@eu-west-1", "one+two, three+four@us-gov-west-1"),
            List.of("one", "one+", "on+two", "a=b=one+two", "one+two@Europe", "one+two,x+two")),
        new Edges(
            "headroom.console.tenant",
            String.class,
            List.of("acme", "a", "0-9", "a".repeat(64)),
            List.of("Acme", "a b", "a_b", "a".repeat(65))),
        whole("quarkus.http.port", "0", "65535", "-1", "65536"));
  }

  private static Edges flag(String key) {
    return new Edges(
        key,
        Boolean.class,
        List.of("true", "false", "TRUE", "yes", "no", "on", "off", "1", "0"),
        List.of("maybe", "2", "t", "f", "ja", ""));
  }

  private static Edges table(String key) {
    return new Edges(
        key,
        String.class,
        List.of("abc", "a_.", LONGEST_TABLE),
        List.of("ab", LONGEST_TABLE + "t", "a b", "tab/le", ""));
  }

  private static Edges queue(String key) {
    return new Edges(
        key,
        URI.class,
        List.of("https://sqs.example.com/1/q", "http://localhost:1/1/q", "http://sqs:65535/1/q"),
        List.of("q", "ftp://sqs/1/q", "https://sqs:0/1/q", "https://sqs:65536/1/q"));
  }

  private static Edges whole(String key, String least, String most, String under, String over) {
    return new Edges(
        key,
        Integer.class,
        List.of(least, most, " " + least + " "),
        List.of(under, over, "1.0", "1e1", "0x1", "one", ""));
  }

  @Test
  void noKeyIsLeftOut() {
    assertThat(keys().stream().map(Edges::key))
        .containsExactlyInAnyOrderElementsOf(LocalKeys.all().stream().map(Key::name).toList());
  }

  @ParameterizedTest
  @MethodSource("keys")
  void whatPassesTheCheckIsTakenByTheApplication(Edges edges) {
    for (String value : edges.inside()) {
      SmallRyeConfig config = config(edges.key(), value);
      assertThat(LocalKeys.check(config)).as("%s=%s", edges.key(), value).isEmpty();
      assertThatCode(() -> used(edges, config.getOptionalValue(edges.key(), edges.type())))
          .as("%s=%s", edges.key(), value)
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void whatIsOverTheEdgeIsAViolationOfThatKey(Edges edges) {
    for (String value : edges.outside()) {
      assertThat(LocalKeys.check(config(edges.key(), value)))
          .as("%s=%s", edges.key(), value)
          .extracting(Violation::path)
          .containsOnly(edges.key());
    }
  }

  /** One rule for the interval of an org and for that of those that name none. */
  @Test
  void anIntervalWillDoForTheKeyExactlyWhenItWillDoForAnOrg() {
    YamlManifestReader reader = new YamlManifestReader(new EgressPolicy(false), TargetTypes.ALL);
    for (String value :
        List.of(
            "PT5M",
            "PT300S",
            "PT4M59S",
            "PT5M1S",
            "PT7M30S",
            "PT24H",
            "P1D",
            "PT24H1M",
            "pt7m",
            "PT5M0.1S",
            "-PT5M",
            "PT-5M",
            "P0DT5M",
            "PT",
            "P1W",
            "PT05M",
            "PT5M0S")) {
      boolean manifest =
          reader.read(
                  """
                  version: 1
                  tenants: [{id: a, name: A}]
                  orgs:
                    - id: one
                      tenant: a
                      loginUrl: https://acme.my.salesforce.com
                      auth: {type: client-credentials, clientId: key, clientSecret: "env:S"}
                      interval: %s
                  """
                      .formatted(value))
              instanceof Manifest.Valid;
      assertThat(LocalKeys.check(config("headroom.poll.interval", value)).isEmpty())
          .as(value)
          .isEqualTo(manifest);
    }
  }

  /** What the application makes of a value, as far as it can fail. */
  private static void used(Edges edges, java.util.Optional<?> value) {
    if (value.isEmpty()) {
      return;
    }
    switch (edges.key()) {
      case "headroom.poll.interval" ->
          new Org(
              new OrgId("acme"),
              "a",
              URI.create("https://acme.my.salesforce.com"),
              new ClientCredentials("key", SecretRef.parse("env:S").orElseThrow()),
              (Duration) value.get(),
              null,
              Map.of());
      case "headroom.local.clock-factor" -> {
        AtomicReference<Instant> real =
            new AtomicReference<>(Instant.parse("2026-11-25T10:00:00Z"));
        DemoClock clock = new DemoClock(real::get, (Double) value.get());
        clock.start();
        real.set(real.get().plus(Duration.ofDays(365)));
        assertThat(clock.instant()).isAfterOrEqualTo(Instant.parse("2026-11-25T10:00:00Z"));
      }
      default -> {}
    }
  }

  private static SmallRyeConfig config(String key, String value) {
    Map<String, String> keys = new HashMap<>(Map.of(key, value));
    switch (key) {
      case "headroom.queues.dead-letters" -> keys.put("headroom.queues.most-receives", "3");
      case "headroom.queues.most-receives" ->
          keys.put("headroom.queues.dead-letters", "https://sqs.example.com/1/dead");
      default -> {}
    }
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withSources(new PropertiesConfigSource(keys, "test", 100))
        .build();
  }
}
