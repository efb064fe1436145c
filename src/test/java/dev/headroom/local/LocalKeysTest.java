package dev.headroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.fleet.Violation;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalKeysTest {
  @Test
  void defaultsWillDo() {
    assertThat(check(Map.of())).isEmpty();
    assertThat(LocalKeys.check(CommandConfig.read())).isEmpty();
  }

  @Test
  void allProblemsAreReportedAtOnceOneLineEach() {
    assertThat(
            check(
                Map.of(
                    "headroom.poll.concurrency", "0",
                    "headroom.simulator.port", "abc",
                    "headroom.local.clock-factor", "0",
                    "headroom.history.raw-retention", "PT1M",
                    "headroom.local.dta", "/data")))
        .extracting(Violation::toString)
        .containsExactly(
            "headroom.history.raw-retention: is not a duration from PT1H to PT9600H (found: PT1M)."
                + " Write it as ISO 8601, such as PT20S or P30D.",
            "headroom.local.clock-factor: is not a number above 0 and at most 86400 (found: 0). Write a"
                + " number such as 1 or 0.5.",
            "headroom.poll.concurrency: is not a whole number from 1 to 2147483647 (found: 0)."
                + " Write a whole number in digits.",
            "headroom.simulator.port: is not a whole number from 0 to 65535 (found: abc). Write a"
                + " whole number in digits.",
            "headroom.local.dta: is not a key of Headroom. Remove it or correct its name;"
                + " docs/reference/commands.md lists them.");
  }

  @ParameterizedTest
  @CsvSource({
    "headroom.egress.allow-loopback,maybe",
    "headroom.secrets.env-allowed,2",
    "headroom.secrets.env-prefix,ACME-",
    "headroom.pages.url,headroom.example.com",
    "headroom.tables.samples,a b",
    "headroom.tables.state,headroom-samples",
    "headroom.queues.poll,my-queue",
    "headroom.queues.dead-letters,https://sqs.example.com/1/dead",
    "headroom.history.raw-retention,forever",
    "headroom.poll.concurrency,2.5",
    "headroom.poll.concurrency,99999999999",
    "headroom.poll.org-deadline,PT0S",
    "headroom.salesforce.deadline,-PT1S",
    "headroom.salesforce.max-body-bytes,0",
    "headroom.local.clock-factor,NaN",
    "headroom.local.clock-factor,Infinity",
    "headroom.local.autostart,ja",
    "headroom.local.hosts,https://headroom.example.com",
    "headroom.local.hosts,headroom.example.com:8080",
    "headroom.local.hosts,'a.example.com,,b.example.com'",
    "headroom.local.hosts,*",
    "quarkus.http.port,65536"
  })
  void aValueOutsideItsRangeIsAViolation(String key, String value) {
    assertThat(check(Map.of(key, value))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "headroom.poll.org-deadline,20s",
    "headroom.poll.concurrency,' 64 '",
    "headroom.local.clock-factor,0.5",
    "headroom.local.data,''",
    "headroom.local.hosts,'Headroom.example.com, build-7, 192.0.2.7, [2001:db8::7], 2001:db8::8'",
    "headroom.local.hosts,''",
    "headroom.secrets.env-allowed,TRUE",
    "headroom.simulator.port,0"
  })
  void whatTheApplicationTakesWillDo(String key, String value) {
    assertThat(check(Map.of(key, value))).isEmpty();
  }

  /** What an address refers to may be missing, and the rest of it gives access all the same. */
  @Test
  void aSecretThatRefersToWhatIsNotSetIsNotShown() {
    assertThat(
            LocalKeys.check(
                new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .withSources(
                        new PropertiesConfigSource(
                            Map.of(
                                "headroom.heartbeat.url", "https://beat.example.com/S3CRET/${NONE}",
                                "headroom.local.data", "/data/${NONE}"),
                            "test",
                            100))
                    .build()))
        .extracting(Violation::toString)
        .containsExactlyInAnyOrder(
            "headroom.heartbeat.url: refers to something that is not set. Set that, or write the"
                + " value itself.",
            "headroom.local.data: refers to something that is not set (found: /data/${NONE}). Set"
                + " that, or write the value itself.");
  }

  @Test
  void theEnvironmentMayHoldOtherThings() {
    assertThat(
            LocalKeys.check(
                new SmallRyeConfigBuilder()
                    .withSources(
                        new EnvConfigSource(
                            Map.of("HEADROOM_HOOK_SECRET", "s", "HEADROOM_POLL_CONCURRENCY", "no"),
                            300))
                    .build()))
        .extracting(Violation::path)
        .containsExactly("headroom.poll.concurrency");
  }

  private static List<Violation> check(Map<String, String> keys) {
    return LocalKeys.check(
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(new HashMap<>(keys), "test", 100))
            .build());
  }
}
