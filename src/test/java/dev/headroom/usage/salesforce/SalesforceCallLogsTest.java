package dev.headroom.usage.salesforce;

import static dev.headroom.http.RawServer.answer;
import static dev.headroom.http.RawServer.bytes;
import static dev.headroom.http.RawServer.gzip;
import static dev.headroom.http.RawServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.auth.TestLogins;
import dev.headroom.http.RawServer.Answer;
import dev.headroom.http.RawServer.Request;
import dev.headroom.limits.PollOutcome.Failed;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.limits.salesforce.FakeOrg;
import dev.headroom.spend.OwnCalls;
import dev.headroom.usage.CallLog;
import dev.headroom.usage.CallLogs;
import dev.headroom.usage.CallLogs.LogsRead;
import dev.headroom.usage.DaySource;
import dev.headroom.usage.DaySource.Knowledge;
import dev.headroom.usage.FileReading;
import dev.headroom.usage.FilesRead;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@Timeout(60)
class SalesforceCallLogsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final String HEADER =
      "TIMESTAMP,REQUEST_ID,USER_ID,API_RESOURCE,ENTITY_NAME,COUNTS_AGAINST_API_LIMIT,"
          + "CLIENT_NAME,CLIENT_IP,API_FAMILY,HTTP_METHOD,API_VERSION,STATUS_CODE\n";

  @TempDir Path folder;

  private final FakeOrg org = new FakeOrg();
  private final List<String> rows = new ArrayList<>();
  private final Map<String, Answer> bodies = new LinkedHashMap<>();
  private final List<Integer> asked = new ArrayList<>();
  private int mayMake = 1_000;

  SalesforceCallLogsTest() {
    org.organization((request, out) -> out.write(json(200, page(true, rows))));
    org.limits(this::body);
  }

  @AfterEach
  void close() throws IOException {
    org.close();
  }

  @Test
  void everyFileIsListedByOneQueryAndFetchedOnce() {
    file("a", "ApiTotalUsage", "Daily", "2026-03-03T04:00:00.000+0000", calls(1, 2, 3));
    file("b", "ApiTotalUsage", "Hourly", "2026-03-02T09:00:00.000+0000", calls(2, 3, 4));
    file("c", "RestApi", "Hourly", "2026-03-02T09:00:00.000Z", details("ROWS_PROCESSED"));
    file("d", "BulkApi2", "Hourly", "2026-03-02T09:00:00.000Z", details("RECORDS_PROCESSED"));

    List<Integer> processed = new ArrayList<>();
    LogsRead read;
    try (CallLog log = new CallLog(folder)) {
      read = read(log, FilesRead.NONE);
      log.forEach(call -> processed.add(call.rows()));
      assertThat(log.fresh(1)).isEqualTo(3);
      assertThat(log.fresh(2)).isEqualTo(1);
    }

    assertThat(read.stopped()).isEmpty();
    assertThat(processed).hasSize(4).contains(77);
    assertThat(read.calls()).isEqualTo(5);
    assertThat(org.logFileRequests()).hasSize(4);
    assertThat(org.organizationRequests()).hasSize(1);
    assertThat(query(org.organizationRequests().getFirst()))
        .isEqualTo(
            "SELECT Id, EventType, LogDate, CreatedDate, LogFileLength, Interval, Sequence FROM"
                + " EventLogFile WHERE EventType IN"
                + " ('ApiTotalUsage','API','BulkApi2','RestApi') AND Interval IN"
                + " ('Daily','Hourly') ORDER BY CreatedDate, Id");
  }

  @Test
  void onlyNewAndReissuedFilesAreFetchedNextTime() {
    file("a", "ApiTotalUsage", "Daily", "2026-03-03T04:00:00.000+0000", calls(1));
    FilesRead known = read().files();
    file("b", "ApiTotalUsage", "Daily", "2026-03-04T04:00:00.000+0000", calls(2));
    LogsRead second = read(known);
    assertThat(ids(second)).containsExactly("b");
    assertThat(query(org.organizationRequests().getLast()))
        .contains(" AND CreatedDate >= 2026-03-02T22:00:00Z ORDER BY");

    rows.clear();
    file("b", "ApiTotalUsage", "Daily", "2026-03-04T09:00:00.000+0000", calls(2, 3));
    assertThat(ids(read(second.files()))).containsExactly("b");
  }

  @Test
  void theNewestReplySaysHowManyCallsTheOrgHasUsed() {
    String info = "Sforce-Limit-Info: api-usage=%d/15000\r\n";
    file("a", "2026-03-03T04:00:00Z", answer(200, info.formatted(4711), bytes(HEADER + call(1))));
    file("b", "2026-03-03T05:00:00Z", answer(200, info.formatted(4712), bytes(HEADER + call(2))));
    file("c", "2026-03-03T06:00:00Z", answer(200, "", bytes(HEADER + call(3))));
    LogsRead read = read();
    assertThat(read.told()).isEqualTo(Reading.ofUsed(4_712, 15_000));
    assertThat(read(read.files()).told()).as("the list alone, without the header").isNull();
  }

  @Test
  void aLongListIsReadPageByPage() {
    for (String id : List.of("a", "b")) {
      file(id, "ApiTotalUsage", "Daily", "2026-03-03T04:00:00.000+0000", calls(1));
    }
    org.organization(
        (request, out) -> {
          boolean second = request.path().endsWith("/query/01g-2000");
          out.write(json(200, page(second, List.of(rows.get(second ? 1 : 0)))));
        });
    assertThat(ids(read())).containsExactly("a", "b");
  }

  @Test
  void whatCannotBeReadIsSaidOfTheDayAndTheRestIsKept() throws Exception {
    byte[] packed = gzip(bytes(HEADER + manyCalls(10_000)));
    byte[] half = Arrays.copyOf(packed, packed.length / 2);
    file("empty", "2026-03-03T01:00:00Z", answer(200, "", new byte[0]));
    file("header", "2026-03-03T02:00:00Z", answer(200, "", bytes(HEADER)));
    file("gone", "2026-03-03T03:00:00Z", json(404, error("NOT_FOUND", "not there")));
    file("wire", "2026-03-03T04:00:00Z", answer(200, "Content-Encoding: gzip\r\n", half));
    file("packed", "2026-03-03T05:00:00Z", answer(200, "", half));
    file("server", "2026-03-03T06:00:00Z", json(503, error("SERVER_UNAVAILABLE", "later")));
    LogsRead read;
    int[] calls = new int[1];
    try (CallLog log = new CallLog(folder)) {
      read = read(log, FilesRead.NONE);
      log.forEach(call -> calls[0]++);
    }

    assertThat(read.stopped()).isEmpty();
    assertThat(read.readings())
        .extracting(r -> r.file().id() + " " + r.brokeOff())
        .containsExactly(
            "empty false", "header false", "gone false", "wire true", "packed true", "server true");
    assertThat(problems(read).subList(0, 3))
        .containsExactly("it has 0 bytes", "it has a header only", "the file is gone");
    FileReading wire = read.readings().get(3);
    assertThat(wire.rows()).isBetween(2_000, 9_000);
    assertThat(calls[0]).isEqualTo(Math.max(wire.rows(), read.readings().get(4).rows()));
    assertThat(read.files().entries().stream().filter(e -> e.triesLeft() > 0)).hasSize(3);
    DaySource day = DaySource.of(DAY, read.readings(), OptionalLong.of(20_000));
    assertThat(day.knowledge()).isEqualTo(Knowledge.PARTIAL);
    assertThat(day.reasons()).hasSize(6);
  }

  @Test
  void aDayOfWhichNoFileCouldBeReadIsUnknown() {
    file("gone", "2026-03-03T03:00:00Z", json(404, error("NOT_FOUND", "not there")));
    DaySource day = DaySource.of(DAY, read().readings(), OptionalLong.of(900));
    assertThat(day.knowledge()).isEqualTo(Knowledge.UNKNOWN);
    assertThat(day.reasons()).containsExactly("gone: the file is gone");
  }

  @Test
  void anOrgThatHidesTheFilesNamesTheMissingPermission() {
    org.organization(
        (request, out) ->
            out.write(
                json(400, error("INVALID_TYPE", "sObject type 'EventLogFile' is not supported."))));
    LogsRead read = read();
    Failed stopped = read.stopped().orElseThrow();
    assertThat(stopped.kind()).isEqualTo(FailureKind.FORBIDDEN);
    assertThat(stopped.detail()).contains("acme-prod").contains("INVALID_TYPE");
    assertThat(stopped.remedy()).contains("View Event Log Files");
    assertThat(read.files()).isEqualTo(FilesRead.NONE);
  }

  @Test
  void anOrgThatHasUsedUpItsCallsIsAskedForNoFurtherFile() {
    file("a", "2026-03-03T04:00:00Z", answer(200, "", bytes(HEADER + manyCalls(2))));
    file(
        "b",
        "2026-03-04T04:00:00Z",
        json(403, error("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")));
    file("c", "2026-03-05T04:00:00Z", answer(200, "", bytes(HEADER + manyCalls(2))));
    LogsRead read = read();
    assertThat(ids(read)).containsExactly("a");
    assertThat(read.stopped().orElseThrow().kind()).isEqualTo(FailureKind.RATE_LIMITED);
    assertThat(org.logFileRequests()).hasSize(2);
    assertThat(ids(read(read.files()))).isEmpty();
  }

  @Test
  void aRefusedTokenIsReplacedOnceAndTheFileFetchedAgain() {
    file("a", "2026-03-03T04:00:00Z", answer(200, "", bytes(HEADER + manyCalls(2))));
    Answer good = bodies.get("a");
    bodies.put(
        "a",
        (request, out) -> {
          if (request.header("Authorization").endsWith(FakeOrg.token(1))) {
            out.write(json(401, error("INVALID_SESSION_ID", "Session expired or invalid")));
          } else if (good != null) {
            good.write(request, out);
          }
        });
    LogsRead read = read();
    assertThat(read.readings().getFirst().rows()).isEqualTo(2);
    assertThat(org.tokenRequests()).hasSize(2);
  }

  @Test
  void aFileThatDoesNotEndIsGivenUpAndAddsNoRowLater() throws Exception {
    CountDownLatch given = new CountDownLatch(1);
    bodies.put(
        "a",
        (request, out) -> {
          out.write(bytes("HTTP/1.1 200 X\r\nContent-Length: 100000000\r\n\r\n" + HEADER));
          for (int i = 0; i < 5_000; i++) {
            out.write(bytes(call(i)));
          }
          out.flush();
          given.await();
        });
    rows.add(row("a", "ApiTotalUsage", "Daily", "2026-03-03T04:00:00Z"));
    try (CallLog log = new CallLog(folder)) {
      LogsRead read =
          new SalesforceCallLogs(org.sessions())
              .read(
                  org.org(),
                  TestLogins.endless(),
                  CallLogs.Permit.ALL,
                  Duration.ofSeconds(4),
                  FilesRead.NONE,
                  log);
      FileReading reading = read.readings().getFirst();
      given.countDown();
      assertThat(reading.brokeOff()).isTrue();
      assertThat(reading.problem().orElse("")).contains("gave no complete answer");
      int[] calls = new int[1];
      log.forEach(call -> calls[0]++);
      assertThat(calls[0]).isEqualTo(reading.rows());
    }
  }

  @Test
  void withoutAnAllowedCallTheOrgIsNotAsked() {
    mayMake = 0;

    LogsRead read = read();

    assertThat(read.putOff()).contains("Headroom has made 400 of at most 400 calls");
    assertThat(read.calls()).isZero();
    assertThat(read.isComplete()).isFalse();
    assertThat(read.files()).isEqualTo(FilesRead.NONE);
  }

  @Test
  void callsAreAskedForBeforeTheyAreMadeAndFilesThereAreNoneForAreLeft() {
    file("a", "ApiTotalUsage", "Daily", "2026-03-03T04:00:00Z", calls(1));
    file("b", "ApiTotalUsage", "Daily", "2026-03-03T05:00:00Z", calls(2));
    file("c", "ApiTotalUsage", "Daily", "2026-03-03T06:00:00Z", calls(3));
    mayMake = 3;

    LogsRead read = read();

    assertThat(asked).containsExactly(1, 3);
    assertThat(read.calls()).isEqualTo(3);
    assertThat(read.readings()).extracting(r -> r.file().id()).containsExactly("a", "b");
    assertThat(read.putOff()).contains("there were no calls left for 1 files");
    assertThat(read.isComplete()).isFalse();

    mayMake = 2;
    LogsRead next = read(read.files());

    assertThat(next.readings()).extracting(r -> r.file().id()).containsExactly("c");
    assertThat(next.isComplete()).isTrue();
  }

  @Test
  void anInterruptedFileThatIsNoLongerListedIsNotAwaited() {
    file("a", "ApiTotalUsage", "Daily", "2026-03-03T04:00:00Z", calls(1));
    bodies.clear();
    LogsRead broken = read();
    assertThat(broken.isComplete()).isFalse();

    rows.clear();
    assertThat(read(broken.files()).isComplete()).isTrue();
  }

  private LogsRead read() {
    return read(FilesRead.NONE);
  }

  private LogsRead read(FilesRead known) {
    try (CallLog log = new CallLog(folder)) {
      return read(log, known);
    }
  }

  private LogsRead read(CallLog log, FilesRead known) {
    return new SalesforceCallLogs(org.sessions())
        .read(org.org(), TestLogins.endless(), this::take, LONG, known, log);
  }

  private OwnCalls.Answer take(int wanted) {
    asked.add(wanted);
    int granted = Math.min(wanted, mayMake);
    mayMake -= granted;
    return granted == 0
        ? new OwnCalls.Answer.Wait("Headroom has made 400 of at most 400 calls")
        : new OwnCalls.Answer.Granted(granted);
  }

  private void body(Request request, OutputStream out) throws Exception {
    String[] path = request.path().split("/", -1);
    bodies
        .getOrDefault(path[path.length - 2], (r, o) -> o.write(json(500, "")))
        .write(request, out);
  }

  private void file(String id, String type, String interval, String created, String body) {
    rows.add(row(id, type, interval, created));
    String head = type.equals("ApiTotalUsage") ? HEADER : "";
    bodies.put(id, (request, out) -> out.write(answer(200, "", bytes(head + body))));
  }

  private void file(String id, String created, byte[] answer) {
    rows.add(row(id, "ApiTotalUsage", "Daily", created));
    bodies.put(id, (request, out) -> out.write(answer));
  }

  private static String row(String id, String type, String interval, String created) {
    return """
        {"attributes":{"type":"EventLogFile"},"Id":"%s","EventType":"%s","Interval":"%s",
         "LogDate":"2026-03-02T00:00:00.000+0000","CreatedDate":"%s","LogFileLength":9.0,"Sequence":1}
        """
        .formatted(id, type, interval, created);
  }

  private static String page(boolean done, List<String> rows) {
    return "{\"done\":%s,%s\"records\":[%s]}"
        .formatted(
            done,
            done ? "" : "\"nextRecordsUrl\":\"/services/data/v62.0/query/01g-2000\",",
            String.join(",", rows));
  }

  private static String error(String code, String message) {
    return "[{\"message\":\"%s\",\"errorCode\":\"%s\"}]".formatted(message, code);
  }

  private static String details(String column) {
    return "TIMESTAMP,REQUEST_ID," + column + ",QUERY\n20260302101002.002,r00000002,77,\n";
  }

  private static String calls(int... ids) {
    StringBuilder text = new StringBuilder();
    for (int id : ids) {
      text.append(call(id));
    }
    return text.toString();
  }

  private static String manyCalls(int many) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < many; i++) {
      text.append(call(i));
    }
    return text.toString();
  }

  private static String call(int id) {
    return "2026030210%02d%02d.%03d,r%08d,005xx0000001abc,/v62.0/query,Lead,1,,198.18.0.7,REST,GET,62.0,200\n"
        .formatted(10 + id / 60_000, id % 60, id % 1000, id);
  }

  private static List<String> ids(LogsRead read) {
    return read.readings().stream().map(r -> r.file().id()).toList();
  }

  private static List<String> problems(LogsRead read) {
    return read.readings().stream().map(r -> r.problem().orElse("")).toList();
  }

  private static String query(Request request) {
    return URLDecoder.decode(request.path().replaceAll(".*[?]q=", ""), UTF_8);
  }
}
