package dev.headroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.dynamodb.Tables;
import dev.headroom.org.OrgId;
import dev.headroom.spend.Pause;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code manage pause} and {@code manage resume} of an org, over a data folder. */
class PauseCommandIT {
  private static final String FLEET =
      """
      version: 1
      tenants: [{id: acme, name: Acme}]
      orgs:
        - id: acme-prod
          tenant: acme
          loginUrl: https://acme.my.salesforce.com
          auth: {type: client-credentials, clientId: "x", clientSecret: "env:ACME"}
      """;

  @TempDir Path temp;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void apply() throws IOException {
    Path manifest = Files.writeString(temp.resolve("fleet.yaml"), FLEET);
    assertThat(run("apply", manifest.toString())).isZero();
    out.reset();
  }

  @Test
  void anOrgIsPausedUntilATimeAndResumed() {
    Instant before = InstantSource.system().instant();
    assertThat(run("pause", "acme-prod", "--until", "PT2H", "--reason", "it is migrated")).isZero();
    Pause pause = Objects.requireNonNull(pause());
    assertThat(lines(out))
        .containsExactly("org acme-prod is paused until " + pause.until() + ": it is migrated");
    assertThat(pause.until())
        .isBetween(before.plusSeconds(7_199), before.plus(Duration.ofMinutes(130)));
    assertThat(pause.reason()).isEqualTo("it is migrated");
    assertThat(pause.by()).isNotBlank();

    out.reset();
    assertThat(run("resume", "acme-prod")).isZero();
    assertThat(lines(out))
        .containsExactly(
            "org acme-prod is resumed, it was paused until %s by %s: it is migrated"
                .formatted(pause.until(), pause.by()));
    assertThat(pause()).isNull();

    out.reset();
    assertThat(run("resume", "acme-prod")).isZero();
    assertThat(lines(out))
        .containsExactly("org acme-prod is not paused; it is read at its next slot");
  }

  @Test
  void aSecondPauseReplacesTheFirst() {
    run("pause", "acme-prod", "--until", "PT2H", "--reason", "one");
    assertThat(run("pause", "acme-prod", "--until", "PT1H", "--reason", "two")).isZero();
    assertThat(Objects.requireNonNull(pause()).reason()).isEqualTo("two");
  }

  @Test
  void whatIsWrongStandsOneALineAndNothingIsDone() {
    assertThat(run("pause", "nobody", "--until", "soon")).isEqualTo(2);
    assertThat(lines(out))
        .hasSize(3)
        .anyMatch(line -> line.startsWith("org: is not an org of the fleet (found: nobody)"))
        .anyMatch(line -> line.startsWith("--until: is neither a time nor a duration"))
        .anyMatch(line -> line.startsWith("--reason: is missing"));
    out.reset();
    assertThat(run("pause", "acme-prod", "--until", "P31D", "--reason", "x")).isEqualTo(2);
    assertThat(lines(out))
        .singleElement()
        .asString()
        .startsWith("--until: is not within 30 days from now (found: P31D)");
    assertThat(pause()).isNull();
  }

  private @Nullable Pause pause() {
    try (Stores stores = Stores.open(temp.resolve("data"), Tables.DEFAULT, Duration.ofDays(1))) {
      return stores.states().read(new OrgId("acme-prod")).upkeep().restraint().pause();
    }
  }

  private int run(String... args) {
    Map<String, String> keys = Map.of("headroom.local.data", temp.resolve("data").toString());
    return new ManageCommand(
            new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(keys, "test", 100))
                .build())
        .run(
            List.of(args),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static List<String> lines(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
