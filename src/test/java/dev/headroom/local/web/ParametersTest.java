package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.headroom.alert.AlertStates;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a resource does not know, or cannot read, it says. */
@QuarkusTest
@TestProfile(WebProfile.class)
class ParametersTest {
  private static final int RESOURCES = 17;

  @Inject FakeFleet fleet;
  @Inject AlertStates states;

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
  }

  /** Every resource that is read, as the code has them, so that a new one is asked as well. */
  static List<String> resources() {
    List<String> paths =
        new ClassFileImporter()
            .importPackagesOf(ApiResource.class).stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(GET.class))
                .map(ParametersTest::path)
                // What stands in for a vendor takes that vendor's queries.
                .filter(path -> !path.startsWith("/inbox/"))
                .sorted()
                .toList();
    assertThat(paths).hasSizeGreaterThanOrEqualTo(RESOURCES).contains("/", "/api/orgs");
    return paths;
  }

  private static String path(JavaMethod method) {
    String path =
        Stream.concat(
                Stream.of(method.getOwner().getAnnotationOfType(Path.class).value()),
                method.tryGetAnnotationOfType(Path.class).map(Path::value).stream())
            .reduce("", (a, b) -> a + "/" + b);
    return path.replaceAll("/+", "/")
        .replaceFirst("(?<=.)/$", "")
        .replace("{org}", "acme-prod")
        .replace("{table}", "users")
        .replaceAll("\\{[^}]*\\}", "any");
  }

  @ParameterizedTest
  @MethodSource("resources")
  void everyResourceRefusesAParameterThatItDoesNotTake(String path) {
    Response answer = get(path + "?add-on=50000&calls=");

    assertThat(answer.statusCode()).isEqualTo(400);
    if (path.startsWith("/api") || path.startsWith("/commands") || path.endsWith(".md")) {
      assertThat(answer.jsonPath().getList("violations.path", String.class)).contains("add-on");
    } else {
      assertThat(answer.asString()).contains("add-on").contains("id=\"clock\"");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/api/orgs/acme-prod/series?limit=A&limit=B, limit",
    "/api/orgs/acme-prod/what-if?calls=1&calls=20000, calls",
    "/api/alerts?state=open&state=all, state",
    "/api/orgs/acme-prod/backtest?attention=70&attention=75, attention",
  })
  void theApiRefusesAParameterThatIsGivenTwice(String address, String path) {
    Response answer = get(address);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getList("violations.path")).containsExactly(path);
    assertThat(answer.jsonPath().getString("violations[0].problem")).isEqualTo("is given 2 times");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api", ""})
  void allProblemsAreReportedAtOnce(String face) {
    String wrong =
        get(face + "/orgs/acme-prod/what-if?calls=x&add-on=5&days=99&shape=a&shape=b").asString();

    assertThat(wrong).contains("calls", "add-on", "days", "given 2 times");
  }

  @ParameterizedTest
  @CsvSource({
    "/?status=garbage, garbage",
    "/?tenant=nobody, nobody",
    "/?sort=best, best",
    "/?q=a&q=b, q: is given 2 times",
    "/alerts?state=garbage, garbage",
    "/orgs/acme-prod?range=4h, 4h",
    "/orgs/acme-prod/numbers?range=2y, 2y",
    "/inbox?alert=x, alert",
  })
  void aPageSaysWhatItCannotRead(String address, String text) {
    Response answer = get(address);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.asString())
        .contains("<h1>This address is not valid</h1>")
        .contains(text)
        .contains("<a href=\"" + address.substring(0, address.indexOf('?')) + "\">");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/orgs/acme-prod", "/orgs/acme-prod/numbers"})
  void aPageOfALimitThatNeverWasShowsNoOtherOne(String path) {
    Response answer = get(path + "?limit=NoSuch");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.asString())
        .contains("acme-prod never showed a limit named NoSuch.")
        .contains("<a href=\"/orgs/acme-prod\">Back to acme-prod</a>");
  }

  @Test
  void fieldsThatWereLeftEmptyAskNothing() {
    for (String path :
        List.of(
            "/?q=&status=&tenant=&sort=",
            "/alerts?state=",
            "/orgs/acme-prod?limit=&range=",
            "/inbox?alert=")) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(200);
    }
  }

  @Test
  void anUnknownNameIsShownAsText() {
    assertThat(get("/alerts?%3Cb%3Ex%E2%80%AE=1").asString())
        .contains("&lt;b&gt;x")
        .doesNotContain("<b>x")
        .doesNotContain("\u202e");
  }

  @Test
  void aFunctionTakesItsEventAndNoParameters() {
    Response answer =
        given()
            .port(TestPorts.pages())
            .contentType("application/json")
            .body("{}")
            .post("/functions/manage?action=validate");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getList("violations.path")).containsExactly("action");
  }

  private static Response get(String path) {
    return given().port(TestPorts.pages()).urlEncodingEnabled(false).get(path);
  }
}
