package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page that checks an org: only its button costs calls, and only a page of this program's. */
@QuarkusTest
@TestProfile(WebProfile.class)
class CheckPageTest {
  private static final String PATH = "/orgs/acme-uat/check";
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([0-9a-f]{64})\"");

  @Inject FakeFleet fleet;
  @Inject AlertStates states;

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
    fleet.checked().clear();
  }

  @Test
  void openingThePageAsksNothing() {
    Response page = to().get(PATH);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.asString()).contains("Check now").doesNotContain("What came back");
    assertThat(fleet.checked()).isEmpty();
  }

  @Test
  void theButtonChecksTheOrgAndSaysOfEachStepWhatToDo() {
    Response page = send("http://localhost:" + TestPorts.pages(), token(), PATH);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(fleet.checked()).containsExactly("acme-uat");
    assertThat(page.asString())
        .contains("1 step failed", "203.0.113.10", "a step before it failed", "Check again")
        .contains("&lt;b&gt;refused&lt;/b&gt;. <b>What to do:</b> Open Setup.")
        .doesNotContain("<b>refused");
  }

  @Test
  void aFormOfAnotherSitesPageChecksNothing() {
    assertThat(send("https://evil.example", token(), PATH).statusCode()).isEqualTo(403);
    assertThat(send("http://localhost:" + TestPorts.pages(), "", PATH).statusCode()).isEqualTo(403);
    assertThat(fleet.checked()).isEmpty();
  }

  @Test
  void anOrgThatTheFleetDoesNotHaveIsNotChecked() {
    String own = "http://localhost:" + TestPorts.pages();

    assertThat(send(own, token(), "/orgs/nobody/check").statusCode()).isEqualTo(404);
    assertThat(send(own, token(), "/orgs/all/check").statusCode()).isEqualTo(404);
    assertThat(fleet.checked()).isEmpty();
  }

  private static Response send(String origin, String token, String path) {
    return to().contentType(ContentType.URLENC)
        .header("Origin", origin)
        .formParam("token", token)
        .redirects()
        .follow(false)
        .post(path);
  }

  private static String token() {
    Matcher matcher = TOKEN.matcher(to().get(PATH).asString());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static RequestSpecification to() {
    return given().port(TestPorts.pages());
  }
}
