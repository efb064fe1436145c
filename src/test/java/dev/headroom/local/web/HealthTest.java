package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code /q/health} says; when polls are well is in {@code PollHealthTest}. */
@QuarkusTest
@TestProfile(WebProfile.class)
class HealthTest {
  @Inject FakeFleet fleet;

  @AfterEach
  void answerAgain() {
    fleet.refuse(false);
  }

  @Test
  void aProgramThatJustStartedIsWell() {
    Response health = given().port(TestPorts.pages()).get("/q/health");

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.jsonPath().getString("status")).isEqualTo("UP");
    assertThat(health.jsonPath().<String>getList("checks.name")).contains("polls", "store");
  }

  @Test
  void aStoreThatRefusesIsNamed() {
    fleet.refuse(true);

    Response health = given().port(TestPorts.pages()).get("/q/health");

    assertThat(health.statusCode()).isEqualTo(503);
    assertThat(health.jsonPath().getString("status")).isEqualTo("DOWN");
    assertThat(health.jsonPath().getString("checks.find { it.name == 'polls' }.status"))
        .isEqualTo("UP");
    assertThat(health.jsonPath().getString("checks.find { it.name == 'store' }.data.problem"))
        .isEqualTo("the store refuses: it could not read the state of health-check: it is damaged");
  }
}
