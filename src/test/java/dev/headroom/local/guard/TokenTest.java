package dev.headroom.local.guard;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.local.web.WebProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where other machines can reach the port, the token of the start is asked for. */
@QuarkusTest
@TestProfile(TokenTest.Profile.class)
class TokenTest {
  /** As {@link WebProfile}, on all addresses of this machine, under one more name. */
  public static class Profile extends WebProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> keys = new HashMap<>(super.getConfigOverrides());
      keys.put("quarkus.http.host", "0.0.0.0");
      keys.put("headroom.local.hosts", "headroom.example.com, 192.0.2.7");
      return keys;
    }
  }

  @Inject RequestGuard guard;

  @Test
  void everyRequestNeedsIt() {
    String token = guard.token().orElseThrow();
    for (String path : new String[] {"/", "/api/orgs", "/q/health", "/assets/app.js", "/nowhere"}) {
      assertThat(to().get(path).statusCode()).as(path).isEqualTo(401);
      assertThat(to().get(path).header("WWW-Authenticate")).startsWith("Basic ");
      assertThat(to().header("Authorization", "Bearer " + token).get(path).statusCode())
          .as(path)
          .isNotEqualTo(401);
      assertThat(to().auth().preemptive().basic("me", token).get(path).statusCode())
          .as(path)
          .isNotEqualTo(401);
    }
    assertThat(to().contentType(ContentType.JSON).body("{}").post("/functions/manage").statusCode())
        .isEqualTo(401);
  }

  @Test
  void theHostMustBeItsOwnAllTheSame() {
    RequestSpecification knows = to().header("Authorization", "Bearer " + guard.token().orElse(""));
    assertThat(knows.header("Host", "0.0.0.0:8080").get("/api/orgs").statusCode()).isEqualTo(403);
    assertThat(
            to().header("Authorization", "Bearer " + guard.token().orElse(""))
                .header("Host", "headroom.example.com")
                .get("/api/orgs")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void theDemosOwnDeliveriesNeedNone() {
    assertThat(to().contentType(ContentType.JSON).body("{}").post("/inbox/webhook").statusCode())
        .isEqualTo(204);
    assertThat(to().get("/inbox").statusCode()).isEqualTo(401);
  }

  /** A command sends the token to nobody that has not proved to have it. */
  @Test
  void aCommandMayAskForAProofWithoutIt() {
    String challenge = "0123456789abcdef0123456789abcdef";
    assertThat(to().get("/commands/proof?challenge=" + challenge).statusCode()).isEqualTo(200);
    assertThat(to().get("/commands/proof?challenge=" + challenge).asString())
        .doesNotContain(guard.token().orElseThrow());
    assertThat(to().get("/commands/proof?challenge=0").statusCode()).isEqualTo(400);
    for (String path : new String[] {"/commands/manage", "/commands/proof", "/commands;a/manage"}) {
      assertThat(to().contentType(ContentType.JSON).body("{}").post(path).statusCode())
          .as(path)
          .isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "via"})
  void whatAProxyOnThisMachineForwardsIsNotADeliveryOfTheDemo(String header) {
    assertThat(
            to().header(header, "for=192.0.2.9")
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/inbox/webhook")
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void itIsAnotherOneAtEveryStartAndOnThisMachineThereIsNone() {
    Optional<String> first = new RequestGuard(List.of(), "0.0.0.0", nowhere()).token();
    Optional<String> second = new RequestGuard(List.of(), "::", nowhere()).token();

    assertThat(first).isPresent().isNotEqualTo(second);
    assertThat(first.orElseThrow()).hasSizeGreaterThanOrEqualTo(32);
    for (String host : new String[] {"localhost", "127.0.0.1", "::1"}) {
      assertThat(new RequestGuard(List.of(), host, nowhere()).token()).isEmpty();
    }
  }

  @Test
  void itIsPrintedOnce() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RequestGuard reachable = new RequestGuard(List.of(), "0.0.0.0", new PrintStream(out));
    reachable.tell();
    new RequestGuard(List.of(), "localhost", new PrintStream(out)).tell();

    assertThat(out.toString(java.nio.charset.StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains("quarkus.http.host=0.0.0.0", reachable.token().orElseThrow());
  }

  private static PrintStream nowhere() {
    return new PrintStream(new ByteArrayOutputStream());
  }

  private static RequestSpecification to() {
    return given()
        .port(ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class));
  }
}
