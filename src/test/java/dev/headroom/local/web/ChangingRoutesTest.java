package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.headroom.alert.AlertStates;
import dev.headroom.fleet.AuditEntry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every route that changes something, as the annotations of the resources say: a new one is walked
 * without anybody naming it, and fails until it is said how it is called.
 */
@QuarkusTest
@TestProfile(ChangingRoutesTest.Alone.class)
class ChangingRoutesTest {
  private static final String ORG = "acme-prod";
  private static final String KEY = Fixtures.OPEN.hash();
  private static final String UNTIL = "2026-11-25T18:30";
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([0-9a-f]{64})\"");

  /** Questions that change nothing, and what has guards and an audit of its own. */
  private static final Set<String> OTHERS =
      Set.of(
          "POST /orgs/{org}/check",
          "POST /orgs/{org}/lock-out",
          "POST /api/orgs/{org}/lock-out",
          "POST /commands/manage",
          "POST /functions/{name}");

  /** The demo's receivers, which take what targets send. */
  private static final String RECEIVERS = "/inbox/";

  /** An application of its own: what it changes is nobody else's. */
  public static class Alone extends WebProfile {}

  @Inject FakeFleet fleet;
  @Inject AlertStates states;

  /**
   * How a route is called.
   *
   * @param form the fields of a page's form, or null
   * @param json the body, or null
   */
  private record Call(
      String method, String path, @Nullable Map<String, String> form, @Nullable String json) {}

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
  }

  @Test
  void eachRefusesAForeignOriginAForeignHostAndNoHost() throws Exception {
    Set<String> routes = changing();
    assertThat(routes).hasSizeGreaterThan(15);
    int before = fleet.audited().size();
    for (String route : routes) {
      String method = route.substring(0, route.indexOf(' '));
      String path = concrete(route.substring(route.indexOf(' ') + 1));
      for (String origin : List.of("https://evil.example", "null", "http://localhost:1")) {
        assertThat(to(path).header("Origin", origin).request(method, path).statusCode())
            .as("%s from %s", route, origin)
            .isEqualTo(403);
      }
      assertThat(to(path).header("Host", "evil.example").request(method, path).statusCode())
          .as("%s at another host", route)
          .isEqualTo(403);
      assertThat(withoutHost(method, path)).as("%s at no host", route).isIn(400, 403);
    }
    assertThat(fleet.audited()).hasSize(before);
  }

  @Test
  void eachIsAuditedWithWhoDidIt() {
    Set<String> routes = changing();
    routes.removeAll(OTHERS);
    for (String route : routes) {
      Fixtures.fill(fleet, states);
      Call call = call(route);
      int before = fleet.audited().size();
      Response answer = send(call);
      assertThat(answer.statusCode()).as("%s: %s", route, answer.asString()).isIn(200, 201, 303);
      List<AuditEntry> entries = fleet.audited();
      assertThat(entries.size()).as("the audit of %s", route).isGreaterThan(before);
      String who = System.getProperty("user.name", "unknown");
      assertThat(entries.getLast().actor())
          .as("who did %s", route)
          .matches(actor -> actor.contains("Jane Doe") || actor.contains(who));
    }
  }

  /** How a route is called so that it changes something. */
  private static Call call(String route) {
    String method = route.substring(0, route.indexOf(' '));
    String path = concrete(route.substring(route.indexOf(' ') + 1));
    return switch (route) {
      case "POST /orgs/{org}/pause" ->
          form(path, Map.of("until", UNTIL, "reason", "release", "by", "Jane Doe"));
      case "POST /orgs/{org}/resume" -> {
        send(call("POST /api/orgs/{org}/pause"));
        yield form(path, Map.of("by", "Jane Doe"));
      }
      case "POST /orgs/{org}/note" -> form(path, Map.of("text", "paused it", "by", "Jane Doe"));
      case "POST /alerts/{key}/acknowledge" ->
          form(path, Map.of("order", "ack", "until", UNTIL, "by", "Jane Doe"));
      case "POST /alerts/{key}/mute" ->
          form(path, Map.of("until", UNTIL, "reason", "release", "by", "Jane Doe"));
      case "POST /api/orgs/{org}/pause" ->
          json(method, path, "{\"until\": \"PT2H\", \"reason\": \"release\"}");
      case "DELETE /api/orgs/{org}/pause" -> {
        send(call("POST /api/orgs/{org}/pause"));
        yield json(method, path, null);
      }
      case "POST /api/orgs/{org}/notes" ->
          json(method, path, "{\"text\": \"paused it\", \"by\": \"Jane Doe\"}");
      case "DELETE /api/orgs/{org}/notes/{note}" ->
          json(method, made("POST /api/orgs/{org}/notes", path, "id"), null);
      case "POST /api/alerts/{key}/acknowledge" -> json(method, path, "{\"by\": \"Jane Doe\"}");
      case "POST /api/alerts/{key}/snooze" ->
          json(method, path, "{\"by\": \"Jane Doe\", \"until\": \"PT2H\"}");
      case "POST /api/mutes" ->
          json(
              method,
              path,
              """
              {"match": {"orgs": ["acme-prod"]}, "until": "2026-11-25T18:30:00Z",
               "reason": "release", "by": "Jane Doe"}\
              """);
      case "DELETE /api/mutes/{id}" -> json(method, made("POST /api/mutes", path, "mute.id"), null);
      case "POST /api/overrides" ->
          json(
              method,
              path,
              """
              {"match": {"orgs": ["acme-prod"]}, "attention": 70, "escalation": 90,
               "until": "2026-11-25T18:30:00Z", "reason": "release", "by": "Jane Doe"}\
              """);
      case "DELETE /api/overrides/{id}" ->
          json(method, made("POST /api/overrides", path, "override.id"), null);
      case "POST /api/deliveries/replay" ->
          json(method, path, "{\"from\": \"2026-11-25T00:00:00Z\", \"by\": \"Jane Doe\"}");
      case "POST /api/deliveries/test" ->
          json(method, path, "{\"target\": \"all\", \"by\": \"Jane Doe\"}");
      default -> throw new AssertionError("say how " + route + " is called");
    };
  }

  private static Call form(String path, Map<String, String> fields) {
    Map<String, String> all = new TreeMap<>(fields);
    all.put("token", token());
    return new Call("POST", path, all, null);
  }

  private static Call json(String method, String path, @Nullable String body) {
    return new Call(method, path, null, body);
  }

  /** The path of what a call makes. */
  private static String made(String route, String path, String id) {
    Response answer = send(call(route));
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
    String made = answer.jsonPath().getString(id);
    return path.substring(0, path.lastIndexOf('/') + 1)
        + (made == null ? answer.jsonPath().getString("notes[0].id") : made);
  }

  private static Response send(Call call) {
    Map<String, String> form = call.form();
    RequestSpecification request =
        given()
            .port(TestPorts.pages())
            .header("Origin", "http://localhost:" + TestPorts.pages())
            .header("Sec-Fetch-Site", "same-origin")
            .redirects()
            .follow(false);
    if (form != null) {
      request.contentType(ContentType.URLENC).formParams(form);
    } else {
      request.contentType(ContentType.JSON);
      String json = call.json();
      if (json != null) {
        request.body(json);
      }
    }
    return request.request(call.method(), call.path());
  }

  private static RequestSpecification to(String path) {
    boolean isForm =
        !path.startsWith("/api/") && (path.startsWith("/orgs/") || path.startsWith("/alerts/"));
    return given()
        .port(TestPorts.pages())
        .contentType(isForm ? ContentType.URLENC : ContentType.JSON);
  }

  /** The status of a request that names no host, which no client sends. */
  private static int withoutHost(String method, String path) throws IOException {
    try (Socket socket = new Socket("localhost", TestPorts.pages())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              (method
                      + " "
                      + path
                      + " HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
                      + "Connection: close\r\n\r\n{}")
                  .getBytes(UTF_8));
      String line = new String(socket.getInputStream().readAllBytes(), UTF_8);
      return Integer.parseInt(line.substring(9, 12));
    }
  }

  private static String token() {
    Matcher found =
        TOKEN.matcher(given().port(TestPorts.pages()).get("/orgs/" + ORG + "/note").asString());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private static String concrete(String path) {
    return path.replace("{org}", ORG).replace("{key}", KEY).replaceAll("\\{[a-z]+}", "0123abcd");
  }

  /** {@code POST /api/mutes} and so on. */
  private static Set<String> changing() {
    Set<String> routes = new TreeSet<>();
    for (JavaClass type : new ClassFileImporter().importPackages("dev.headroom.local")) {
      if (!type.isAnnotatedWith(Path.class) || type.isInterface()) {
        continue;
      }
      Class<?> resource = type.reflect();
      for (Method method : resource.getDeclaredMethods()) {
        for (Annotation annotation : method.getAnnotations()) {
          HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
          if (verb != null && !(annotation instanceof GET)) {
            String path =
                path(resource.getAnnotation(Path.class), method.getAnnotation(Path.class));
            if (!path.startsWith(RECEIVERS)) {
              routes.add(verb.value() + " " + path);
            }
          }
        }
      }
    }
    return routes;
  }

  private static String path(@Nullable Path type, @Nullable Path method) {
    String path =
        "/" + (type == null ? "" : type.value()) + "/" + (method == null ? "" : method.value());
    String single = path.replaceAll("/+", "/");
    return single.length() > 1 ? single.replaceFirst("/$", "") : single;
  }
}
