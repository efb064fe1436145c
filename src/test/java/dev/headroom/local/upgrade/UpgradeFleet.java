package dev.headroom.local.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.local.simulator.Edition;
import dev.headroom.local.simulator.OrgLogin;
import dev.headroom.local.simulator.Outages;
import dev.headroom.local.simulator.SimulatedLimit;
import dev.headroom.local.simulator.SimulatedOrg;
import dev.headroom.local.simulator.Simulator;
import dev.headroom.local.simulator.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The six orgs of the data folder that an earlier release left, and what happened in them until it
 * was stopped. Time is told in minutes before that end.
 */
final class UpgradeFleet {
  /** How much history comes before the end, in minutes. */
  static final int HISTORY = 36 * 60;

  /** From here on every slot of five minutes is read; before, one every half-hour. */
  private static final int FINE = 6 * 60;

  /** The last slots of the org that went dark, in minutes before the end. */
  private static final int DARK = 10;

  /** A limit of an org, and what it shows so many minutes before the end. */
  record Course(String org, String limit, long max, IntToLongFunction used) {}

  static final List<Course> COURSES =
      List.of(
          new Course(
              "acme-prod",
              "DailyApiRequests",
              100_000,
              m -> m > 90 ? 30_000 : m > 30 ? 62_000 : m > 15 ? 82_000 : 100_000),
          new Course(
              "acme-prod", "DailyApiRequests.Überweisungen", 5_000, m -> m > 80 ? 900 : 4_100),
          new Course("acme-prod", "FileStorageMB", 20_000, m -> m > 0 ? 9_000 : 12_500),
          new Course(
              "acme-erp",
              "DailyApiRequests",
              100_000,
              m -> m > 150 ? 20_000 : 20_000 + (150 - m) * 300L),
          new Course("acme-erp", "DataStorageMB", 10_000, m -> m > 25 ? 4_000 : 8_500),
          new Course(
              "acme-uat", "DailyApiRequests", 15_000, m -> m > 600 || m < 500 ? 3_000 : 10_500),
          new Course("acme-uat", "DataStorageMB", 1_000, m -> m > 200 || m == 0 ? 300 : 700),
          new Course("acme-uat", "FileStorageMB", 1_000, m -> m > 20 || m == 0 ? 100 : 650),
          new Course("globex-dark", "DailyApiRequests", 15_000, m -> 1_500),
          new Course("globex-dark", "DataStorageMB", 5_000, m -> m > 300 ? 2_000 : 4_100),
          new Course("globex-full", "DailyApiRequests", 15_000, m -> 1_500),
          new Course("globex-lost", "DailyApiRequests", 15_000, m -> 1_500));

  static final List<String> ORGS =
      List.of("acme-prod", "acme-erp", "acme-uat", "globex-dark", "globex-full", "globex-lost");

  /** Protects nothing: the simulated orgs and the receiver are made for this fleet alone. */
  private static final String CLIENT_SECRET = "of-a-simulated-org";

  private static final String SIGNING_SECRET =
      "whsec_" + Base64.getEncoder().encodeToString("of a receiver on loopback".getBytes(UTF_8));

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  private UpgradeFleet() {}

  /** The manifest; targets are addressed by reference, so that their settings stay the same. */
  static String manifest(int simulatorPort) {
    StringBuilder orgs = new StringBuilder();
    for (String id : ORGS) {
      orgs.append(
          """
            - id: %s
              tenant: %s
              loginUrl: http://localhost:%d
              auth: {type: client-credentials, clientId: "%s", clientSecret: "env:UPGRADE_ORG"}
              tags: {env: %s}
          """
              .formatted(
                  id,
                  id.substring(0, id.indexOf('-')),
                  simulatorPort,
                  clientId(id),
                  id.substring(id.indexOf('-') + 1)));
    }
    return """
        version: 1
        tenants:
          - {id: acme, name: Acme Ltd}
          - {id: globex, name: Globex Corporation}
        orgs:
        %stargets:
          - {id: hooks, type: webhook, url: "env:UPGRADE_HOOKS", secret: "env:UPGRADE_SIGNING"}
          - {id: pager, type: pagerduty, routingKey: "env:UPGRADE_ROUTING", url: "env:UPGRADE_PAGER"}
          - {id: chat, type: slack, url: "env:UPGRADE_CHAT"}
          - {id: gone, type: webhook, url: "env:UPGRADE_GONE", secret: "env:UPGRADE_SIGNING"}
        routes:
          - {match: {}, to: [hooks, pager, chat, gone]}
        """
        .formatted(orgs);
  }

  /** What the manifest's references stand for, by the names of environment variables. */
  static Map<String, String> secrets(int receiverPort) {
    Map<String, String> secrets = new HashMap<>();
    secrets.put("UPGRADE_ORG", CLIENT_SECRET);
    secrets.put("UPGRADE_SIGNING", SIGNING_SECRET);
    secrets.put("UPGRADE_ROUTING", "0123456789abcdef0123456789abcdef");
    for (Receiver.Name name : Receiver.Name.values()) {
      secrets.put("UPGRADE_" + name, "http://localhost:%d%s".formatted(receiverPort, name.path()));
    }
    return secrets;
  }

  /** Salesforce as these orgs have it, on a free port. */
  static Simulator simulator(InstantSource clock) throws IOException {
    Simulator simulator =
        new Simulator(
            ORGS.stream().map(UpgradeFleet::org).toList(), clock, InstantSource.system(), 0);
    simulator.start();
    return simulator;
  }

  private static SimulatedOrg org(String id) {
    int number = 1 + ORGS.indexOf(id);
    return new SimulatedOrg(
        id,
        id,
        "00DUG0000000%03dAAA".formatted(number),
        "005UG0000000%03dAAA".formatted(number),
        Edition.ENTERPRISE,
        "EU" + number,
        new OrgLogin.ClientCredentials(clientId(id), CLIENT_SECRET),
        COURSES.stream()
            .filter(c -> c.org().equals(id) && !c.limit().contains("."))
            .map(c -> limit(c).with(children(c)))
            .toList(),
        Outages.never());
  }

  private static List<SimulatedLimit> children(Course parent) {
    return COURSES.stream()
        .filter(c -> c.org().equals(parent.org()) && c.limit().startsWith(parent.limit() + "."))
        .map(UpgradeFleet::limit)
        .toList();
  }

  private static SimulatedLimit limit(Course course) {
    return SimulatedLimit.of(
        course.limit().substring(course.limit().indexOf('.') + 1), course.max(), Usage.none());
  }

  private static String clientId(String org) {
    return "3MVG9.upgrade." + org;
  }

  /** How many minutes after a slot the next one is read. */
  static int step(int minutes) {
    return minutes > FINE ? 30 : 5;
  }

  /** Whether an org gave numbers then. */
  static boolean answers(String org, int minutes) {
    return switch (org) {
      case "globex-full", "globex-lost" -> false;
      case "globex-dark" -> minutes > DARK;
      default -> true;
    };
  }

  /** Has every org show what it showed so many minutes before the end. */
  static void show(String simulator, int minutes) {
    for (Course course : COURSES) {
      hold(simulator, course, course.used().applyAsLong(minutes));
    }
    turn(simulator, "globex-lost", "fault", Map.of("kind", "oauth-error", "at", "token"));
    turn(simulator, "globex-full", "fault", Map.of("kind", "exhausted"));
    if (!answers("globex-dark", minutes)) {
      turn(simulator, "globex-dark", "fault", Map.of("kind", "html-503"));
    }
  }

  /** Has every org use a tenth of everything, and answer. */
  static void calm(String simulator) {
    for (String org : ORGS) {
      turn(simulator, org, "fault", null);
    }
    for (Course course : COURSES) {
      hold(simulator, course, course.max() / 10);
    }
  }

  private static void hold(String simulator, Course course, long used) {
    turn(simulator, course.org(), "traffic", Map.of("limit", course.limit(), "used", used));
  }

  private static void turn(
      String simulator, String org, String what, @Nullable Map<String, ?> body) {
    try {
      HttpRequest.BodyPublisher sent =
          HttpRequest.BodyPublishers.ofString(body == null ? "" : JSON.writeValueAsString(body));
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(
                      URI.create("%s/_sim/orgs/%s/%s".formatted(simulator, org, what)))
                  .timeout(Duration.ofSeconds(20))
                  .header("Content-Type", "application/json")
                  .method(body == null ? "DELETE" : "POST", sent)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("%s of %s: %s".formatted(what, org, answer.body()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
