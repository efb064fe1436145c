package dev.headroom.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.dynamodb.Tables;
import dev.headroom.local.Program;
import dev.headroom.local.dynamodb.EmbeddedDynamoDb;
import dev.headroom.local.upgrade.UpgradedProfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The packaged program as a console, over tables that another process filled. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ConsoleIT {
  private static final Tables DEPLOYED = new Tables("prod-Samples-1A", "prod-State-2B");
  private static final Tables OTHER = new Tables("eu-Samples-1A", "eu-State-2B");
  private static final Pattern LISTENING = Pattern.compile("Listening on: http://localhost:(\\d+)");

  @TempDir static Path temp;
  private static EmulatedTables emulated;
  private static @Nullable Running console;

  /** A console and its address. */
  private record Running(Process process, String address) {
    static Running start(String name, String... arguments) throws Exception {
      Path folder = Files.createDirectory(temp.resolve(name));
      List<String> all = new ArrayList<>(List.of("console"));
      all.addAll(List.of(arguments));
      Process process = Program.start(folder, keys(), all);
      Path out = folder.resolve("out.txt");
      while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
        Matcher said = LISTENING.matcher(Files.readString(out));
        if (said.find()) {
          return new Running(process, "http://localhost:" + said.group(1));
        }
      }
      throw new AssertionError("it did not start: " + Files.readString(folder.resolve("err.txt")));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
      return send(HttpRequest.newBuilder(URI.create(address + path)).build());
    }

    void stop() throws InterruptedException {
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends when it is told to").isTrue();
    }
  }

  private static Running console() {
    return Objects.requireNonNull(console);
  }

  private static Map<String, String> keys() {
    Map<String, String> keys = new HashMap<>(emulated.keys());
    keys.put("quarkus.http.port", "0");
    return keys;
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private static String tables(Tables tables) {
    return tables.samples() + "+" + tables.state();
  }

  @BeforeAll
  static void start() throws Exception {
    emulated = new EmulatedTables();
    Path data = temp.resolve("data");
    UpgradedProfile.World.unpack(data);
    try (EmbeddedDynamoDb left = EmbeddedDynamoDb.inFolder(data)) {
      emulated.create(DEPLOYED, left.client(), Tables.DEFAULT);
      emulated.create(OTHER, left.client(), Tables.DEFAULT);
    }
    console = Running.start("all", "--tables", tables(DEPLOYED));
  }

  @AfterAll
  static void stop() throws Exception {
    if (console != null) {
      console.stop();
    }
    emulated.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/,acme-prod",
    "/orgs/acme-prod,DailyApiRequests",
    "/orgs/acme-prod/numbers?limit=DailyApiRequests,acme-prod",
    "/orgs/acme-prod/runbook,acme-prod",
    "/alerts?state=all,resolved",
    "/targets,parked",
    "/api/orgs,globex-lost",
    "/api/alerts?state=all,acme-erp"
  })
  void theTablesAreShown(String path, String expected) throws Exception {
    HttpResponse<String> answer = console().get(path);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains(expected).doesNotContain("simulated,");
  }

  /** The first release was stopped long ago: what it saw last is not the present. */
  @Test
  void aFleetThatNobodyReadsIsNotCalledFine() throws Exception {
    assertThat(console().get("/api/orgs").body())
        .contains("\"status\":\"not-reporting\"", "no slot of this org was completed since")
        .doesNotContain("\"status\":\"ok\"");
  }

  @Test
  void noPageOffersAChange() throws Exception {
    assertThat(console().get("/orgs/acme-prod").body()).doesNotContain("method=\"post\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/orgs/acme-prod/pause",
        "/orgs/acme-prod/note",
        "/api/mutes",
        "/functions/dispatch",
        "/functions/manage"
      })
  void nothingCanBeChanged(String path) throws Exception {
    List<Map<String, AttributeValue>> before = emulated.content(DEPLOYED);

    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(console().address() + path))
                .header("Origin", console().address())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build());

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.body()).contains("the console only reads");
    assertThat(emulated.content(DEPLOYED)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/metrics", "/q/health", "/inbox", "/functions/dispatch"})
  void whatIsAboutAPollerIsNotThere(String path) throws Exception {
    assertThat(console().get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void aTenantsConsoleHasNothingOfAnother() throws Exception {
    Running acme = Running.start("acme", "--tables", tables(DEPLOYED), "--tenant", "acme");
    try {
      for (String path :
          List.of(
              "/",
              "/start",
              "/tenants",
              "/alerts?state=all",
              "/targets",
              "/api/orgs",
              "/api/alerts?state=open",
              "/api/allocations",
              "/api/tenants",
              "/api/mutes",
              "/api/overrides")) {
        HttpResponse<String> answer = acme.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.body()).as(path).doesNotContain("globex");
      }
      assertThat(acme.get("/").body()).contains("acme-prod");
      assertThat(acme.get("/api/orgs/globex-dark").statusCode()).isEqualTo(404);
    } finally {
      acme.stop();
    }
  }

  @Test
  void severalStacksAreOneFleet() throws Exception {
    Running both = Running.start("both", "--tables", tables(DEPLOYED) + "," + tables(OTHER));
    try {
      assertThat(both.get("/api/orgs").body().split("\"org\":\"acme-prod\"", -1)).hasSize(2);
      assertThat(both.get("/orgs/acme-prod").statusCode()).isEqualTo(200);
      HttpResponse<String> whatIf = both.get("/orgs/acme-prod/what-if");
      assertThat(whatIf.statusCode()).isEqualTo(404);
      assertThat(whatIf.body()).contains("is asked of one stack");
      assertThat(Files.readString(temp.resolve("both").resolve("out.txt")))
          .contains("org acme-prod is in the stacks prod-State-2B and eu-State-2B");
    } finally {
      both.stop();
    }
  }

  @Test
  void aTableThatCannotBeReadIsNamed() throws Exception {
    Program.Ended none =
        Program.run(
            Files.createDirectory(temp.resolve("none")),
            keys(),
            List.of("console", "--tables", "nope-samples+nope-state"));

    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.lastError())
        .contains("stack nope-state", "ResourceNotFoundException", "dynamodb:GetItem");
  }

  @Test
  void withoutAStackNothingIsStarted() throws Exception {
    Program.Ended none =
        Program.run(Files.createDirectory(temp.resolve("without")), keys(), List.of("console"));

    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.lastError()).startsWith("--stack: is missing");
  }

  @Test
  void otherMachinesCannotAsk() throws Exception {
    Map<String, String> open = new HashMap<>(keys());
    open.put("quarkus.http.host", "0.0.0.0");

    Program.Ended none =
        Program.run(
            Files.createDirectory(temp.resolve("open")),
            open,
            List.of("console", "--tables", tables(DEPLOYED)));

    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.lastError()).contains("quarkus.http.host", "from this machine only");
  }
}
