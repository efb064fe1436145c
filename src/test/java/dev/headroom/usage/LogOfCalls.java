package dev.headroom.usage;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A log that tests write call by call. */
final class LogOfCalls implements AutoCloseable {
  static final long START =
      LocalDate.of(2026, 3, 2).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();

  final CallLog log;
  private long id;

  LogOfCalls(Path folder) {
    log = new CallLog(folder);
  }

  /** Somebody who calls. */
  static Caller caller(String client, String user, String address, String version) {
    return new Caller("", "", client, user, address, version, user + "@acme.example", "");
  }

  static Caller app(String id, String name, String user, String address) {
    return new Caller(id, name, "", user, address, "62.0", user + "@acme.example", "");
  }

  /**
   * A call at a time in milliseconds from the first midnight on: method, family, resource, object
   * (or -), status.
   */
  void call(double at, Caller by, String call) {
    String[] x = call.split(" ", -1);
    char[] raw = (x[1].equals("SOAP") ? x[2] : "/v" + by.version() + x[2]).toCharArray();
    int number = log.caller(new TextKey().add(by.toString()), () -> by);
    RequestKind request =
        new RequestKind(x[1], x[0], x[3].equals("-") ? "" : x[3], Integer.parseInt(x[4]), true, 1);
    log.add(START + (long) at, id++, number, request, raw, 0, raw.length);
  }

  /** Adds to the call that was written last what other files have of it. */
  void detail(double at, int rows, boolean sinceFilter) {
    log.detail(START + (long) at, id - 1, rows, true, sinceFilter);
  }

  Attribution attribution(NamedIntegration... named) {
    return Attribution.of(log, List.of(named));
  }

  /** Of one day, counted from the first one on, beside what is known from earlier. */
  Attribution ofDay(int day, IntegrationRegistry known, NamedIntegration... named) {
    return Attribution.of(
        log, List.of(named), known, CallLog.Span.of(LocalDate.of(2026, 3, 2).plusDays(day)));
  }

  /** Of each caller's user, client, address the name of the integration. */
  Map<Caller, String> integrations(NamedIntegration... named) {
    Attribution attribution = attribution(named);
    Map<Caller, String> by = new HashMap<>();
    log.forEach(
        c -> {
          int at = attribution.of(c.caller());
          by.put(log.caller(c.caller()), attribution.integrations().get(at).id());
        });
    return by;
  }

  /** {@code pattern resource calls>needed} of every finding. */
  List<String> findings() {
    List<String> found = new ArrayList<>();
    DayBooks.write(
        log,
        attribution(),
        day ->
            day.findings()
                .forEach(
                    f ->
                        found.add(
                            f.pattern().word()
                                + " "
                                + f.resource()
                                + " "
                                + f.calls()
                                + ">"
                                + f.needed())));
    return found;
  }

  static Instant time(double at) {
    return Instant.ofEpochMilli(START + (long) at);
  }

  @Override
  public void close() {
    log.close();
  }
}
