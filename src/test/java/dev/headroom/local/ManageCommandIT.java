package dev.headroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.cycle.ask.ManageCycle;
import dev.headroom.cycle.tell.SweepTrigger;
import dev.headroom.cycle.tell.TargetsCycle;
import dev.headroom.dynamodb.Tables;
import dev.headroom.fleet.dynamodb.DynamoDbFleetStore;
import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.http.EgressPolicy;
import dev.headroom.local.dynamodb.EmbeddedDynamoDb;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Trouble;
import dev.headroom.notify.dynamodb.DynamoDbTargetHealth;
import dev.headroom.org.dynamodb.FleetVersion;
import dev.headroom.wiring.TargetTypes;
import io.quarkus.runtime.configuration.ConfigurationException;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManageCommandIT {
  private static final String VALID =
      "version: 1\ntenants: [{id: a, name: A}]\norgs: []\npolicies: [{match: {}}]\n";

  @TempDir Path temp;
  private final Map<String, String> keys = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path manifest = Path.of("unset");

  @BeforeEach
  void writeManifest() throws IOException {
    manifest = Files.writeString(temp.resolve("fleet.yaml"), VALID);
  }

  @Test
  void aValidManifestEndsWithZero() {
    assertThat(run("validate", manifest.toString())).isZero();
    assertThat(lines(out))
        .containsExactly("valid: 1 tenants, 0 orgs, 1 policies, 0 targets, 0 routes");
    assertThat(lines(err)).isEmpty();
  }

  @Test
  void violationsStandOneALineAndEndWithTwo() throws IOException {
    Files.writeString(manifest, "version: 2\ntenants: []\nsecret: hunter2\n");
    for (String action : List.of("validate", "plan", "apply")) {
      out.reset();
      assertThat(run(action, manifest.toString())).isEqualTo(2);
      assertThat(lines(out))
          .hasSize(3)
          .allMatch(line -> line.matches("(secret|version|orgs): \\S.*\\."))
          .anyMatch(line -> line.startsWith("secret: ") && line.contains("(line 3)"))
          .noneMatch(line -> line.contains("hunter2"));
      assertThat(lines(err)).isEmpty();
    }
  }

  @Test
  void anythingButAnActionAndAFileIsAnsweredWithTheUsage() {
    for (List<String> args :
        List.of(
            List.<String>of(),
            List.of("validate"),
            List.of("destroy", "fleet.yaml"),
            List.of("plan", "a", "b"))) {
      err.reset();
      assertThat(run(args.toArray(String[]::new))).isEqualTo(2);
      assertThat(lines(err))
          .contains(
              "usage: manage validate|plan|apply <fleet.yaml>", "       manage resume <target>")
          .anyMatch(line -> line.startsWith("       manage backtest <org> [--limit ...]"));
    }
  }

  @Test
  void anUnreadableFileIsReportedInOneLine() throws IOException {
    Path binary = Files.write(temp.resolve("binary"), new byte[] {(byte) 0xC3, 0x28});
    for (String file : List.of(temp.resolve("missing").toString(), temp.toString(), "" + binary)) {
      err.reset();
      assertThat(run("validate", file)).isEqualTo(2);
      assertThat(lines(err))
          .singleElement()
          .satisfies(line -> assertThat(line).startsWith("the manifest " + file));
    }
    assertThat(lines(out)).isEmpty();
  }

  @Test
  void loopbackAddressesAreForTheKeyToAllow() throws IOException {
    Files.writeString(
        manifest,
        VALID + "targets: [{id: x, type: slack, url: \"http://localhost:8080/inbox\"}]\n");
    assertThat(run("validate", manifest.toString())).isEqualTo(2);
    keys.put("headroom.egress.allow-loopback", "true");
    assertThat(run("validate", manifest.toString())).isZero();
  }

  /** The function manage obeys the key; what one applies the other must not change back. */
  @Test
  void theIntervalOfOrgsThatNameNoneIsThatOfTheKey() throws IOException {
    keys.put("headroom.local.data", temp.resolve("data").toString());
    keys.put("headroom.poll.interval", "PT15M");
    String orgs =
        """
        orgs:
          - id: plain
            tenant: a
            loginUrl: https://acme.my.salesforce.com
            auth: {type: client-credentials, clientId: key, clientSecret: "env:S"}
        """;
    Files.writeString(manifest, VALID.replace("orgs: []\n", orgs));
    assertThat(run("apply", manifest.toString())).isZero();
    Files.writeString(manifest, VALID.replace("orgs: []\n", orgs + "    interval: PT15M\n"));
    out.reset();
    assertThat(run("plan", manifest.toString())).isZero();
    assertThat(lines(out)).containsExactly("nothing changes");
    keys.put("headroom.poll.interval", "5m");
    Files.writeString(manifest, VALID.replace("orgs: []\n", orgs));
    out.reset();
    assertThat(run("plan", manifest.toString())).isZero();
    assertThat(lines(out)).containsExactly("change org plain");
  }

  @Test
  void aWarningIsALineOfItsOwnAndEndsWithZero() throws IOException {
    keys.put("headroom.local.data", temp.resolve("data").toString());
    Files.writeString(
        manifest,
        VALID
            + "targets: [{id: x, type: slack, url:"
            + " \"https://hooks.slack.com/services/s3cret\"}]\n");
    for (String action : List.of("validate", "plan", "apply")) {
      out.reset();
      assertThat(run(action, manifest.toString())).isZero();
      assertThat(lines(out).getFirst())
          .startsWith("warning: targets[0].url: ")
          .contains("(line 5, found: https://hooks.slack.com/...)")
          .doesNotContain("s3cret");
      assertThat(lines(out)).hasSizeGreaterThan(1);
    }
  }

  @Test
  void anAddressThatGivesAccessIsInNoLogLineHoweverMuchIsLogged() throws IOException {
    keys.put("headroom.local.data", temp.resolve("data").toString());
    Files.writeString(
        manifest,
        VALID
            + "targets: [{id: x, type: slack, url:"
            + " \"https://hooks.slack.com/services/s3cret\"}]\n");
    List<String> logged = Collections.synchronizedList(new ArrayList<>());
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            logged.add(
                line.getMessage()
                    + " "
                    + line.getLoggerName()
                    + " "
                    + Arrays.toString(line.getParameters()));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    handler.setLevel(Level.ALL);
    Logger root = Logger.getLogger("");
    Level before = root.getLevel();
    root.addHandler(handler);
    root.setLevel(Level.ALL);
    try {
      Logger.getLogger("dev.headroom").finest("finest is logged");
      assertThat(run("apply", manifest.toString())).isZero();
      assertThat(run("plan", manifest.toString())).isZero();
    } finally {
      root.setLevel(before);
      root.removeHandler(handler);
    }

    assertThat(logged)
        .anyMatch(line -> line.startsWith("finest is logged"))
        .noneMatch(line -> line.contains("s3cret"));
  }

  @Test
  void aSecretThatMovesNeedsItsOption() throws IOException {
    keys.put("headroom.local.data", temp.resolve("data").toString());
    String target =
        """
        targets: [{id: x, type: webhook, url: "https://%s/h", secret: "env:S"}]
        routes: [{match: {}, to: [x]}]
        """;
    Files.writeString(manifest, VALID + target.formatted("a.example.com"));
    assertThat(run("apply", manifest.toString())).isZero();
    Files.writeString(manifest, VALID + target.formatted("b.example.com"));
    String moves = "secret env:S moves from a.example.com to b.example.com (targets[0].secret)";

    out.reset();
    assertThat(run("plan", manifest.toString())).isZero();
    assertThat(lines(out)).contains("change target x", moves);
    out.reset();
    assertThat(run("apply", manifest.toString())).isEqualTo(2);
    assertThat(lines(out))
        .singleElement()
        .asString()
        .startsWith("targets[0].secret: would be sent to b.example.com")
        .contains("--allow-secret-moves");
    out.reset();
    assertThat(run("apply", "--allow-secret-moves", manifest.toString())).isZero();
    assertThat(lines(out)).contains("change target x", moves);
    out.reset();
    assertThat(run("apply", manifest.toString(), "--allow-secret-moves")).isZero();
    assertThat(lines(out)).containsExactly("nothing changes");
    assertThat(run("plan", "--allow-secret-moves", manifest.toString())).isEqualTo(2);
  }

  @Test
  void aTenantsManifestLeavesTheRestOfTheFleetAlone() throws IOException {
    keys.put("headroom.local.data", temp.resolve("data").toString());
    Files.writeString(
        manifest,
        """
        version: 1
        tenants: [{id: acme, name: Acme}, {id: beta, name: Beta}]
        orgs: []
        policies: [{match: {}, attention: 60, escalation: 80}]
        targets: [{id: beta-chat, tenant: beta, type: slack, url: "env:S"}]
        routes: [{tenant: beta, match: {}, to: [beta-chat]}]
        """);
    assertThat(run("apply", manifest.toString())).isZero();
    String tenant =
        """
        version: 1
        tenants: [{id: acme, name: Acme}]
        orgs: []
        routes: [{tenant: acme, match: {}, to: [%s]}]
        """;
    Path own = Files.writeString(temp.resolve("tenant.yaml"), tenant.formatted(""));
    for (String action : List.of("plan", "apply")) {
      out.reset();
      assertThat(run(action, "--tenant", "acme", own.toString())).isZero();
      assertThat(lines(out)).containsExactly("add route routes[0]");
    }
    out.reset();
    assertThat(run("plan", manifest.toString())).isZero();
    assertThat(lines(out)).containsExactly("remove route routes[1]");

    Files.writeString(own, tenant.formatted("beta-chat"));
    for (String action : List.of("plan", "apply")) {
      out.reset();
      assertThat(run(action, "--tenant", "acme", own.toString())).isEqualTo(2);
      assertThat(lines(out))
          .singleElement()
          .asString()
          .startsWith("routes[0].to[0]: names something that is not in this manifest")
          .contains("acme", "beta-chat");
    }
    out.reset();
    assertThat(
            run("validate", "--tenant=beta", own.toString().replace("tenant.yaml", "fleet.yaml")))
        .isEqualTo(2);
    assertThat(lines(out)).anyMatch(line -> line.startsWith("tenants[0]: is another tenant"));
    out.reset();
    assertThat(run("apply", "--tenant", "A b", own.toString())).isEqualTo(2);
    assertThat(lines(out)).singleElement().asString().startsWith("--tenant: is not the id");
  }

  @ParameterizedTest
  @CsvSource({
    ",env:HEADROOM_SECRET_S,2",
    "HOOKS_,env:HOOKS_S,2",
    "HOOKS_,env:HEADROOM_SECRET_S,0",
    "'',env:HEADROOM_SECRET_S,0"
  })
  void aSecretIsTheSameWithItsPrefixAndWithoutIt(@Nullable String prefix, String wanted, int ended)
      throws IOException {
    keys.put("headroom.local.data", temp.resolve("data").toString());
    if (prefix != null) {
      keys.put("headroom.secrets.env-prefix", prefix);
    }
    String target = "targets: [{id: x, type: webhook, url: \"https://%s/h\", secret: \"%s\"}]\n";
    Files.writeString(manifest, VALID + target.formatted("a.example.com", "env:S"));
    assertThat(run("apply", manifest.toString())).isZero();
    Files.writeString(manifest, VALID + target.formatted("b.example.com", wanted));
    assertThat(run("apply", manifest.toString())).isEqualTo(ended);
  }

  @Test
  void whatIsAppliedInADataFolderStays() {
    keys.put("headroom.local.data", temp.resolve("data").toString());
    assertThat(run("plan", manifest.toString())).isZero();
    assertThat(lines(out)).containsExactly("add tenant a", "add policy policies[0]");
    assertThat(temp.resolve("data")).doesNotExist();

    out.reset();
    assertThat(run("apply", manifest.toString())).isZero();
    assertThat(lines(out)).containsExactly("add tenant a", "add policy policies[0]");

    for (String action : List.of("plan", "apply")) {
      out.reset();
      assertThat(run(action, manifest.toString())).isZero();
      assertThat(lines(out)).containsExactly("nothing changes");
    }
  }

  @Test
  void withoutADataFolderPlanAndApplySaySo() {
    assertThat(run("plan", manifest.toString())).isZero();
    assertThat(lines(out)).containsExactly("add tenant a", "add policy policies[0]");
    assertThat(lines(err)).singleElement().asString().contains("headroom.local.data");
    err.reset();
    out.reset();
    assertThat(run("apply", manifest.toString())).isZero();
    assertThat(lines(out)).containsExactly("add tenant a", "add policy policies[0]");
    assertThat(lines(err))
        .singleElement()
        .asString()
        .contains("nothing is kept", "POST /functions/manage");
  }

  @Test
  void aFolderThatARunningHeadroomHoldsIsLeftToIt() {
    Path data = temp.resolve("data");
    keys.put("headroom.local.data", data.toString());
    try (EmbeddedDynamoDb running = EmbeddedDynamoDb.inFolder(data)) {
      assertThat(running.client()).isNotNull();
      assertThat(run("apply", manifest.toString())).isEqualTo(2);
    }
    assertThat(lines(err))
        .singleElement()
        .asString()
        .contains("in use by a running Headroom", "POST /functions/manage");
  }

  @Test
  void aTargetOfADataFolderIsResumed() throws IOException {
    Path data = temp.resolve("data");
    keys.put("headroom.local.data", data.toString());
    Files.writeString(
        manifest,
        VALID
            + "targets: [{id: chat, type: slack, url: \"env:SLACK_URL\"}]\n"
            + "routes: [{match: {}, to: [chat]}]\n");
    assertThat(run("apply", manifest.toString())).isZero();
    out.reset();
    assertThat(run("resume", "chat")).isZero();
    assertThat(lines(out)).containsExactly("nothing to resume: target chat is ok");

    Target chat = new Target(new TargetId("chat"), "slack", Map.of("url", "env:SLACK_URL"));
    Instant since = Instant.parse("2026-11-25T10:00:00Z");
    try (Stores stores = Stores.open(data, Tables.DEFAULT, Duration.ofDays(1))) {
      assertThat(
              stores
                  .health()
                  .replaceIfUnchanged(null, Trouble.disabled(chat, "it answered 410", since)))
          .isPresent();
    }
    String line = "target chat is disabled since 2026-11-25T10:00:00Z: it answered 410";
    for (String action : List.of("plan", "apply")) {
      out.reset();
      assertThat(run(action, manifest.toString())).isZero();
      assertThat(lines(out)).containsExactly("nothing changes", line);
    }
    out.reset();
    assertThat(run("resume", "chat")).isZero();
    assertThat(lines(out))
        .containsExactly(
            "target chat is resumed: it is tried at once when Headroom runs on this folder", line);
    try (Stores stores = Stores.open(data, Tables.DEFAULT, Duration.ofDays(1))) {
      assertThat(stores.health().find(chat.id()).orElseThrow().resumed()).isTrue();
    }

    out.reset();
    assertThat(run("resume", "nobody")).isEqualTo(2);
    assertThat(lines(out))
        .containsExactly(
            "target: is not a target of the manifest (found: nobody). Write one of chat.");
  }

  @Test
  void aResumeNeedsItsTargetAndItsFolder() {
    for (List<String> args :
        List.of(List.of("resume"), List.of("resume", "a", "b"), List.of("resume", "--all"))) {
      err.reset();
      assertThat(run(args.toArray(String[]::new))).isEqualTo(2);
      assertThat(lines(err)).containsExactly("usage: manage resume <target>");
    }
    err.reset();
    assertThat(run("resume", "chat")).isEqualTo(2);
    assertThat(lines(err))
        .singleElement()
        .asString()
        .contains("headroom.local.data", "POST /functions/manage");
    assertThat(lines(out)).isEmpty();
  }

  @Test
  void aFolderOfSomethingElseIsReportedInOneLine() {
    keys.put("headroom.local.data", temp.toString());
    assertThat(run("apply", manifest.toString())).isEqualTo(2);
    assertThat(lines(err)).singleElement().asString().contains("was not made by Headroom");
  }

  @Test
  void aStartChecksItsFleetFile() throws IOException {
    YamlManifestReader reader = new YamlManifestReader(new EgressPolicy(false), TargetTypes.ALL);
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(FleetFile.problem(manifest, reader, print)).isEmpty();
    assertThat(FleetFile.problem(temp.resolve("missing"), reader, print))
        .hasValueSatisfying(line -> assertThat(line).contains("missing does not exist"));
    assertThat(lines(out)).isEmpty();
    Files.writeString(manifest, "orgs: []");
    assertThat(FleetFile.problem(manifest, reader, print))
        .hasValueSatisfying(line -> assertThat(line).contains("is invalid in 2 places"));
    assertThat(lines(out)).hasSize(2);
  }

  @Test
  void aManifestThatTurnedInvalidStopsTheStartWithItsViolations() throws IOException {
    Files.writeString(manifest, "orgs: []");
    YamlManifestReader reader = new YamlManifestReader(new EgressPolicy(false), TargetTypes.ALL);
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory()) {
      FleetVersion version =
          new FleetVersion(database.client(), Tables.DEFAULT, InstantSource.system());
      DynamoDbFleetStore store =
          new DynamoDbFleetStore(database.client(), Tables.DEFAULT, version, new ObjectMapper());
      ManageCycle cycle =
          new ManageCycle(
              reader,
              store,
              new TargetsCycle(
                  store,
                  new DynamoDbTargetHealth(database.client(), Tables.DEFAULT),
                  SweepTrigger.NONE,
                  InstantSource.system()),
              InstantSource.system(),
              "");
      assertThatThrownBy(() -> FleetFile.apply(manifest, cycle, print))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(manifest.toString());
      assertThatThrownBy(() -> FleetFile.apply(temp.resolve("missing"), cycle, print))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("does not exist");
    }
    assertThat(lines(out)).hasSize(2);
  }

  @Test
  void keysAreReadWithoutTheApplication() {
    System.setProperty("headroom.local.data", "/a/folder");
    try {
      assertThat(CommandConfig.read().getValue("headroom.local.data", String.class))
          .isEqualTo("/a/folder");
    } finally {
      System.clearProperty("headroom.local.data");
    }
  }

  private int run(String... args) {
    Config config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(keys, "test", 100))
            .build();
    return new ManageCommand(config)
        .run(
            List.of(args),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static List<String> lines(ByteArrayOutputStream stream) {
    return new ArrayList<>(stream.toString(StandardCharsets.UTF_8).lines().toList());
  }
}
