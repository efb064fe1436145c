package dev.headroom.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.limits.PollOutcome;
import dev.headroom.report.CheckReport;
import dev.headroom.report.CheckReport.Step;
import dev.headroom.report.CheckReport.Verdict;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every fault that the simulator plays: what a poll makes of it, and what a check says. The table
 * in the documentation is what happens; {@code -Dfaults.rewrite=true} writes it.
 */
@QuarkusTest
class FaultTableTest {
  private static final Path FILE = Path.of("docs/reference/faults.md");
  private static final String BEGIN = "| fault | kind | the page says | the doctor says |\n";

  /** For what never answers. */
  private static final Duration SHORT = Duration.ofMillis(700);

  /** For everything else, however busy the machine is. */
  private static final Duration LONG = Duration.ofSeconds(30);

  /** Faults that a poll overcomes, or does not meet. */
  private static final List<String> READ =
      List.of(
          "expired-session, once", "vanished", "query", "logfile", "soap", "without", "refresh");

  /**
   * A fault.
   *
   * @param what the switch
   * @param body of the switch
   */
  private record Fault(String name, String what, String body) {
    static Fault of(FaultKind kind, String name, String more) {
      return new Fault(
          name,
          "fault",
          "{\"kind\":\"%s\"%s}".formatted(kind.word(), more.isEmpty() ? "" : "," + more));
    }
  }

  @Test
  void theTableIsWhatHappens() throws Exception {
    List<String> rows = new ArrayList<>();
    for (Fault fault : faults().toList()) {
      rows.add(row(fault));
    }
    rows.add(closedPort());
    rows.add(unreachable("no such host", url -> URI.create("https://acme.my.salesforce.invalid")));
    rows.add(
        unreachable("no TLS at the port", url -> URI.create("https://127.0.0.1:" + url.getPort())));
    String table = BEGIN + "|---|---|---|---|\n" + String.join("\n", rows) + "\n";
    String text = Files.readString(FILE);
    int from = text.indexOf(BEGIN);
    int end = text.indexOf("\n\n", from);
    String written = text.substring(0, from) + table + text.substring(end + 1);
    if (Boolean.getBoolean("faults.rewrite")) {
      Files.writeString(FILE, written);
    }

    assertThat(Files.readString(FILE)).isEqualTo(written);
  }

  private static Stream<Fault> faults() {
    return Stream.of(
            Arrays.stream(OAuthError.values())
                .map(
                    e ->
                        Fault.of(
                            FaultKind.OAUTH_ERROR,
                            "token: " + e.error() + ", " + e.description(),
                            "\"error\":\"%s\"".formatted(e.name()))),
            Arrays.stream(ApiError.values())
                .map(
                    e ->
                        Fault.of(
                            FaultKind.HTTP,
                            "limits: "
                                + e.status()
                                + " "
                                + (e.code().isEmpty() ? "page" : e.code())
                                + ", "
                                + e.message(),
                            "\"at\":\"limits\",\"error\":\"%s\"".formatted(e.name()))),
            everywhere(),
            Stream.of(
                Fault.of(FaultKind.STALL, "rest: slow, answers in time", "\"delayMillis\":50"),
                Fault.of(FaultKind.EXPIRED_SESSION, "rest: expired-session, once", "\"times\":1"),
                Fault.of(FaultKind.EXPIRED_SESSION, "rest: expired-session", ""),
                Fault.of(FaultKind.CONCURRENCY, "rest: concurrency", ""),
                Fault.of(FaultKind.EXHAUSTED, "rest: exhausted", ""),
                Fault.of(FaultKind.EMPTY, "rest: empty 502", "\"status\":502"),
                Fault.of(FaultKind.NEGATIVE, "limits: negative", ""),
                Fault.of(FaultKind.HUGE_NUMBER, "limits: huge-number", ""),
                Fault.of(FaultKind.MISSING, "limits: missing", ""),
                Fault.of(FaultKind.VANISHED, "limits: vanished, DailyApiRequests", ""),
                Fault.of(
                    FaultKind.VANISHED,
                    "limits: vanished, " + Checkup.STORAGE,
                    "\"limit\":\"%s\"".formatted(Checkup.STORAGE)),
                query("QUERY_TIMEOUT", "EventLogFile"),
                query("BAD_LOCATOR", "EventLogFile"),
                query("INSUFFICIENT_ACCESS", "Organization"),
                query("INSUFFICIENT_ACCESS", "UserPermissionAccess"),
                Fault.of(FaultKind.HTML_503, "logfile: html-503", "\"at\":\"logfile\""),
                Fault.of(FaultKind.RESET, "soap: reset", "\"at\":\"soap\""),
                new Fault("refresh: another org at the address", "refresh", "{}")),
            Stream.of(
                    "ViewSetup",
                    "ManageUsers",
                    "ViewEventLogFiles",
                    "MonitorLoginHistory",
                    "CustomizeApplication",
                    "ModifyMetadata")
                .map(
                    name ->
                        new Fault(
                            "without " + name,
                            "permissions",
                            "{\"without\":[\"%s\"]}".formatted(name))))
        .flatMap(faults -> faults);
  }

  /** What can happen to any answer, at each place that a reading comes to. */
  private static Stream<Fault> everywhere() {
    return Stream.of("token", "versions", "rest")
        .flatMap(
            at ->
                Stream.of(
                        FaultKind.STALL,
                        FaultKind.RESET,
                        FaultKind.HTML_503,
                        FaultKind.TRUNCATED,
                        FaultKind.HUGE,
                        FaultKind.GZIP_BOMB,
                        FaultKind.MALFORMED,
                        FaultKind.EMPTY)
                    .map(
                        kind ->
                            Fault.of(
                                kind,
                                at + ": " + kind.word(),
                                "\"at\":\"%s\",\"megabytes\":%d"
                                    .formatted(at, kind == FaultKind.GZIP_BOMB ? 20 : 0))));
  }

  private static Fault query(String error, String object) {
    return Fault.of(
        FaultKind.HTTP,
        "query of " + object + ": " + error.toLowerCase(Locale.ROOT).replace('_', '-'),
        "\"at\":\"query\",\"match\":\"FROM %s\",\"error\":\"%s\"".formatted(object, error));
  }

  private static String row(Fault fault) throws IOException {
    boolean silent = fault.body().contains("stall") && !fault.body().contains("delay");
    try (Checkup checkup = new Checkup(silent ? SHORT : LONG)) {
      if (fault.what().equals("refresh")) {
        checkup.remembered();
      }
      checkup.set(fault.what(), fault.body());
      PollOutcome outcome = checkup.read(checkup.url());
      checkup.set(fault.what(), fault.body());
      CheckReport report = checkup.check(checkup.url());
      boolean passes =
          READ.stream().anyMatch(fault.name()::contains) || fault.name().contains("in time");
      if (!passes) {
        assertThat(outcome).as(fault.name()).isNotInstanceOf(PollOutcome.Read.class);
        assertThat(report.isPassed()).as(fault.name()).isFalse();
      }
      return row(fault.name(), outcome, report, checkup.url());
    }
  }

  private static String closedPort() throws IOException {
    try (Checkup checkup = new Checkup(SHORT)) {
      URI url = checkup.url();
      checkup.simulator.close();
      return row("nobody listens at the port", checkup.read(url), checkup.check(url), url);
    }
  }

  private interface Address {
    URI of(URI simulator);
  }

  private static String unreachable(String name, Address address) throws IOException {
    try (Checkup checkup = new Checkup(SHORT)) {
      URI url = address.of(checkup.url());
      return row(name, checkup.read(url), checkup.check(url), url);
    }
  }

  private static String row(String name, PollOutcome outcome, CheckReport report, URI url) {
    assertThat(report.orgs().getFirst().steps())
        .as(name)
        .filteredOn(step -> step.verdict() == Verdict.FAILED)
        .allSatisfy(step -> assertThat(step.remedy()).isNotBlank());
    assertThat(report.text()).as(name).doesNotContain(Checkup.SECRET);
    String kind =
        switch (outcome) {
          case PollOutcome.Read read -> "";
          case PollOutcome.Exhausted exhausted -> "exhausted";
          case PollOutcome.Failed failed ->
              failed.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    String page =
        switch (outcome) {
          case PollOutcome.Read read -> "nothing: the limits are read";
          case PollOutcome.Exhausted exhausted -> "DailyApiRequests is used up";
          case PollOutcome.Failed failed -> failed.detail();
        };
    String doctor =
        report.orgs().getFirst().steps().stream()
            .filter(step -> step.verdict() == Verdict.FAILED)
            .map(step -> text(step, page))
            .collect(Collectors.joining("<br>"));
    return Stream.of(name, kind, page, doctor.isEmpty() ? "every step passed" : doctor)
        .map(
            text ->
                text.replaceAll("within [0-9.]+ s", "within 20 s")
                    .replace("localhost:" + url.getPort(), "acme.my.salesforce.com")
                    .replace("127.0.0.1:" + url.getPort(), "acme.my.salesforce.com")
                    .replace("port " + url.getPort(), "port 443")
                    .replaceAll("127\\.0\\.0\\.1|localhost", "acme.my.salesforce.com")
                    .replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String text(Step step, String page) {
    return "**"
        + step.name().word()
        + "**"
        + (step.detail().equals(page) ? "" : ": " + step.detail())
        + " → "
        + step.remedy();
  }
}
