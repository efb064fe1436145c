package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import dev.headroom.cycle.ask.BacktestCycle;
import dev.headroom.org.OrgId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Backtests take processors: four at once, and only while somebody waits for them. */
@QuarkusTest
@TestProfile(WebProfile.class)
@Timeout(120)
class BacktestBoundsTest {
  private static final String API = "/api/orgs/acme-prod/backtest";
  private static final String PAGE = "/orgs/acme-prod/backtest";
  private static final String FUNCTION = "/functions/manage";
  private static final String EVENT = "{\"action\": \"backtest\", \"org\": \"acme-prod\"}";
  private static final int MAX_TRIES = 1_000;

  @Inject FakeFleet fleet;
  @Inject AlertStates states;
  @Inject EndedRequests requests;

  private final Semaphore begun = new Semaphore(0);
  private final Semaphore goOn = new Semaphore(0);
  private final AtomicInteger reads = new AtomicInteger();

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
    requests.ended.drainPermits();
    fleet.beforeSamples(
        org -> {
          if (org.value().equals("acme-prod")) {
            reads.incrementAndGet();
            begun.release();
            goOn.acquireUninterruptibly();
          }
        });
  }

  @AfterEach
  void leave() {
    fleet.beforeSamples(org -> {});
    goOn.release(MAX_TRIES);
    fleet.forget(new OrgId("acme-prod"));
  }

  @Test
  void aFifthConcurrentRequestIsToldToRetry() throws Exception {
    List<Future<Integer>> four = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < BacktestCycle.MAX_AT_ONCE; i++) {
        String path = i % 2 == 0 ? API : PAGE;
        four.add(threads.submit(() -> get(path).statusCode()));
      }
      begun.acquire(BacktestCycle.MAX_AT_ONCE);

      Response api = get(API);
      assertThat(api.statusCode()).isEqualTo(503);
      assertThat(api.header("Retry-After")).isEqualTo("5");
      assertThat(api.jsonPath().getString("violations[0].problem"))
          .isEqualTo("is not worked out now: 4 others are");
      assertThat(api.jsonPath().getString("violations[0].remedy"))
          .isEqualTo("Ask again when one of them has its answer, in some seconds.");
      Response page = get(PAGE);
      assertThat(page.statusCode()).isEqualTo(503);
      assertThat(page.header("Retry-After")).isEqualTo("5");
      assertThat(page.asString())
          .contains("4 others are. Ask again when one of them has its answer, in some seconds.")
          .contains("<form class=\"filter\"");

      goOn.release(MAX_TRIES);
      for (Future<Integer> one : four) {
        assertThat(one.get(60, TimeUnit.SECONDS)).isEqualTo(200);
      }
    }
    assertThat(get(API).statusCode()).isEqualTo(200);
    assertThat(get(PAGE).statusCode()).isEqualTo(200);
  }

  @Test
  void aBacktestThatNobodyWaitsForEndsAndMakesRoom() throws Exception {
    List<Socket> waiting = new ArrayList<>();
    for (int i = 0; i < BacktestCycle.MAX_AT_ONCE; i++) {
      waiting.add(i < 2 ? ask("GET " + (i == 0 ? API : PAGE), "") : ask("POST " + FUNCTION, EVENT));
    }
    begun.acquire(BacktestCycle.MAX_AT_ONCE);
    for (Socket socket : waiting) {
      socket.close();
    }
    requests.ended.acquire(BacktestCycle.MAX_AT_ONCE);
    goOn.release(MAX_TRIES);

    int status = 503;
    for (int i = 0; i < MAX_TRIES && status == 503; i++) {
      status = get("/api/orgs/acme-uat/backtest").statusCode();
    }
    assertThat(status).as("of another org, when there is a place again").isEqualTo(200);
    assertThat(reads).as("days that were read").hasValue(BacktestCycle.MAX_AT_ONCE);
  }

  private static Socket ask(String request, String body) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), TestPorts.pages());
    socket
        .getOutputStream()
        .write(
            ("%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: %d\r\n\r\n%s")
                .formatted(request, body.length(), body)
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static Response get(String path) {
    return given().port(TestPorts.pages()).get(path);
  }
}
