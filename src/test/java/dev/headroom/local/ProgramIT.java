package dev.headroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program as it runs, with a manifest and a data folder, on a port of its choice. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ProgramIT {
  private static final Pattern LISTENING = Pattern.compile("Listening on: http://localhost:(\\d+)");

  @TempDir static Path temp;
  private static Process program;
  private static String address = "";

  @BeforeAll
  static void start() throws Exception {
    Path fleet =
        Files.writeString(temp.resolve("fleet.yaml"), "version: 1\ntenants: []\norgs: []\n");
    Map<String, String> keys = new HashMap<>();
    keys.put("headroom.fleet", fleet.toString());
    keys.put("headroom.local.data", temp.resolve("data").toString());
    keys.put("quarkus.http.port", "0");
    program = Program.start(temp, keys, List.of());
    address = "http://localhost:" + port();
  }

  @AfterAll
  static void stop() throws Exception {
    program.destroy();
    assertThat(program.waitFor(60, TimeUnit.SECONDS)).as("it ends when it is told to").isTrue();
    assertThat(program.exitValue()).isEqualTo(143);
  }

  /** The port that it says it listens on. */
  private static String port() throws IOException, InterruptedException {
    Path out = temp.resolve("out.txt");
    while (!program.waitFor(50, TimeUnit.MILLISECONDS)) {
      Matcher said = LISTENING.matcher(Files.readString(out));
      if (said.find()) {
        return said.group(1);
      }
    }
    throw new AssertionError("it did not start: " + Files.readString(temp.resolve("err.txt")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/orgs/nobody/nothing", "/q/nothing", "/inbox"})
  void aMissingResourceIsAPageOfTheProduct(String path) throws Exception {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
    assertThat(answer.body())
        .contains("<title>Not found · Headroom</title>")
        .contains("<main id=\"main\"", "<nav aria-label=\"Main\">", "<h1>Not found</h1>");
  }

  @ParameterizedTest
  @CsvSource({
    "/,200",
    "/nothing,404",
    "/api/nothing,404",
    "/api/alerts?state=some,400",
    "/assets/app.js,200",
    "/q/health,200",
    "/q/metrics,200",
    "/q/nothing,404"
  })
  void everyAnswerIsHardened(String path, int status) throws Exception {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .startsWith("default-src 'none'");
  }

  @Test
  void healthNamesItsChecks() throws Exception {
    JsonNode health = new JsonMapper().readTree(get("/q/health").body());

    assertThat(health.path("status").asText()).isEqualTo("UP");
    assertThat(health.path("checks").findValuesAsText("name"))
        .containsExactlyInAnyOrder("polls", "store");
  }

  private static HttpResponse<String> get(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(address + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
