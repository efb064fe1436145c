package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each pattern is, what is none, and what is saved. */
class PatternsTest {
  private static final Caller BY = LogOfCalls.caller("", "005u", "198.18.0.7", "62.0");
  private static final double SECOND = 1_000;
  private static final double MINUTE = 60 * SECOND;
  private static final double HOUR = 60 * MINUTE;

  @TempDir Path folder;

  private LogOfCalls calls;
  private final Random random = new Random(11);

  @BeforeEach
  void open() {
    calls = new LogOfCalls(folder);
  }

  @AfterEach
  void close() {
    calls.close();
  }

  @Test
  void aLoopOverRecordsIsOneRunAlsoWithPauses() {
    double at = HOUR;
    for (int i = 0; i < 450; i++) {
      calls.call(at, BY, "PATCH REST " + record(i) + " Lead 204");
      at += 300 + random.nextInt(900) + (i % 100 == 50 ? 40 * SECOND : 0);
    }
    assertThat(calls.findings())
        .containsExactly("single-record-loop PATCH /sobjects/Lead/{id} 450>3");
  }

  @Test
  void aLoopOfThousandsIsABulkJob() {
    for (int i = 0; i < 2500; i++) {
      calls.call(HOUR + i * 500.0 + random.nextInt(200), BY, "POST REST /sobjects/Lead Lead 201");
    }
    assertThat(calls.findings()).containsExactly("single-record-loop POST /sobjects/Lead 2500>11");
  }

  @Test
  void arrivalsAreNoLoopHoweverMany() {
    double at = HOUR;
    for (int i = 0; i < 1500; i++) {
      calls.call(at, BY, "POST REST /sobjects/Lead Lead 201");
      at += -Math.log(1 - random.nextDouble()) * 2 * SECOND;
    }
    assertThat(calls.findings()).isEmpty();
  }

  @Test
  void describesAreNeededOnceAnHourAndUser() {
    for (int i = 0; i < 300; i++) {
      calls.call(i * 280 * SECOND, BY, "GET REST /sobjects/Lead/describe Lead 200");
    }
    assertThat(calls.findings()).containsExactly("describe-polling /sobjects/Lead/describe 300>24");
  }

  @Test
  void manyObjectsDescribedALittleAreOneFinding() {
    for (int i = 0; i < 60; i++) {
      for (String object : new String[] {"Lead", "Task", "Case", "User"}) {
        calls.call(
            i * 1400 * SECOND + random.nextInt(9999),
            BY,
            "GET REST /sobjects/" + object + "/describe " + object + " 200");
      }
    }
    assertThat(calls.findings())
        .containsExactly(
            "describe-polling /sobjects/Case/describe + /sobjects/Lead/describe +"
                + " /sobjects/Task/describe + /sobjects/User/describe 240>96");
  }

  @Test
  void aQueryOnATimerIsFoundAmongLookups() {
    for (int i = 0; i < 288; i++) {
      calls.call(i * 300 * SECOND + random.nextInt(20_000), BY, "GET REST /query Lead 200");
    }
    for (int i = 0; i < 100; i++) {
      calls.call(random.nextDouble() * 24 * HOUR, BY, "GET REST /query Lead 200");
    }
    assertThat(calls.findings())
        .singleElement()
        .asString()
        .startsWith("change-polling /query Lead 28")
        .endsWith(">24");
  }

  @Test
  void lookupsAtChanceTimesAreNoTimer() {
    for (int i = 0; i < 700; i++) {
      calls.call(random.nextDouble() * 24 * HOUR, BY, "GET REST /query Lead 200");
    }
    assertThat(calls.findings()).isEmpty();
  }

  @Test
  void whereTextsAreKnownOnlyQueriesForChangesArePolls() {
    for (int i = 0; i < 288; i++) {
      double at = i * 300 * SECOND + random.nextInt(2_000);
      calls.call(at, BY, "GET REST /query Lead 200");
      calls.detail(at, 1, false);
    }
    assertThat(calls.findings()).isEmpty();
  }

  @Test
  void aQueryForEachOfManyRecordsIsAFlood() {
    for (int burst = 0; burst < 10; burst++) {
      for (int i = 0; i < 30; i++) {
        calls.call(burst * HOUR + i * 250.0 + random.nextInt(100), BY, "GET REST /query Asset 200");
      }
    }
    assertThat(calls.findings()).containsExactly("query-flood /query Asset 300>10");
  }

  @Test
  void pagesOfFewRowsAreRecognizedByTheLocator() {
    for (int page = 1; page < 150; page++) {
      calls.call(
          HOUR + page * 600.0,
          BY,
          "GET REST /query/01gxx0000004abcAAA-" + 200 * page + " Task 200");
    }
    assertThat(calls.findings()).containsExactly("small-pages /query/{locator} Task 149>14");
  }

  @Test
  void fullPagesAreFine() {
    for (int page = 1; page < 150; page++) {
      calls.call(
          HOUR + page * 600.0,
          BY,
          "GET REST /query/01gxx0000004abcAAA-" + 2000 * page + " Task 200");
    }
    assertThat(calls.findings()).isEmpty();
  }

  @Test
  void overSoapOtherFilesShowTheRows() {
    for (int page = 1; page < 300; page++) {
      calls.call(HOUR + page * 3000.0, BY, "POST SOAP queryMore Task 200");
      calls.detail(HOUR + page * 3000.0, 200, false);
    }
    assertThat(calls.findings()).containsExactly("small-pages queryMore Task 299>29");
  }

  @Test
  void nothingIsSaidOfSoapPagesWhoseRowsAreNotKnown() {
    for (int page = 1; page < 300; page++) {
      calls.call(HOUR + page * 500.0, BY, "POST SOAP queryMore Task 200");
      if (page % 3 == 0) {
        calls.detail(HOUR + page * 500.0, 200, false);
      }
    }
    assertThat(calls.findings()).isEmpty();
  }

  @Test
  void loginsAreNeededOnceAnHourAndUser() {
    for (int i = 0; i < 250; i++) {
      calls.call(random.nextDouble() * 24 * HOUR, BY, "POST SOAP login - 200");
    }
    assertThat(calls.findings()).containsExactly("login-storm login 250>24");
  }

  @Test
  void theSameFailureAgainAndAgainIsAStorm() {
    for (int i = 0; i < 300; i++) {
      calls.call(HOUR + i * 2 * SECOND, BY, "PATCH REST " + record(1) + " Lead 503");
    }
    assertThat(calls.findings()).containsExactly("retry-storm PATCH /sobjects/Lead/{id} 300>12");
  }

  @Test
  void recordsThatAreNotThereYetAreNoStorm() {
    for (int i = 0; i < 300; i++) {
      calls.call(HOUR + i * 2 * SECOND, BY, "GET REST " + record(i) + " Lead 404");
    }
    assertThat(calls.findings()).isEmpty();
  }

  @Test
  void aJobIsLookedAtWithGrowingPauses() {
    for (int i = 0; i < 200; i++) {
      calls.call(HOUR + i * 1.5 * SECOND, BY, "GET Bulk /jobs/ingest/750xx00000000abAAA Lead 200");
    }
    assertThat(calls.findings()).containsExactly("bulk-status-polling /jobs/ingest/{id} 200>11");
  }

  @Test
  void theSameStepsAreOneCompositeAlsoIfOneIsLeftOut() {
    for (int i = 0; i < 100; i++) {
      double at = i * 10 * MINUTE;
      calls.call(at, BY, "GET REST /query Quote 200");
      if (i % 10 != 3) {
        calls.call(at + 200, BY, "POST REST /sobjects/Quote Quote 201");
      }
      calls.call(at + 500, BY, "PATCH REST /sobjects/Order/801xx000000000a Order 204");
    }
    assertThat(calls.findings())
        .containsExactly(
            "composite-candidate GET /query Quote + POST /sobjects/Quote + PATCH"
                + " /sobjects/Order/{id} 290>100");
  }

  @Test
  void versionsThatAreRetiredAreSaidFromTenCallsOn() {
    Caller old = LogOfCalls.caller("", "005u", "198.18.0.7", "35.0");
    Caller current = LogOfCalls.caller("", "005v", "198.18.3.7", "41.0");
    for (int i = 0; i < 10; i++) {
      calls.call(i * HOUR, old, "POST SOAP query Lead 200");
      calls.call(i * HOUR, current, "POST SOAP query Task 200");
    }
    assertThat(calls.findings()).containsExactly("old-api-version v35.0 10>10");
  }

  @Test
  void twoThatPullTheSameAtTheSameTimesAreFoundOnce() {
    Caller other = LogOfCalls.caller("", "005v", "203.0.113.7", "58.0");
    for (int i = 0; i < 70; i++) {
      for (String object : new String[] {"Lead", "Task"}) {
        double at = i * 1200 * SECOND + random.nextInt(2_000);
        calls.call(at, BY, "GET REST /query " + object + " 200");
        calls.call(at + 100 * SECOND, other, "GET REST /query " + object + " 200");
      }
    }
    assertThat(calls.findings())
        .filteredOn(f -> f.startsWith("duplicate-feed"))
        .containsExactly("duplicate-feed /query Lead + /query Task 280>140");
  }

  @Test
  void limitsAreAskedForEveryFiveMinutes() {
    for (int i = 0; i < 1440; i++) {
      calls.call(i * MINUTE, BY, "GET REST /limits - 200");
    }
    assertThat(calls.findings()).containsExactly("limits-polling /limits 1440>288");
  }

  @Test
  void adviceSaysWhatToUseWhatItSavesAndWhatToConsider() {
    Finding finding =
        new Finding(
            Pattern.SINGLE_RECORD_LOOP,
            0,
            "PATCH /sobjects/Lead/{id}",
            LogOfCalls.time(0),
            LogOfCalls.time(HOUR),
            1005,
            6,
            0.9,
            "");
    assertThat(finding.advice(100_000))
        .isEqualTo(
            "Collect the records and send 200 a request with sObject Collections, or from 2,000"
                + " records on one Bulk API 2.0 job. On the day last seen this would have saved 999 of"
                + " 1,005 calls, 1.0 % of the allocation. A collection can succeed in part, so look at each record's"
                + " result; Bulk jobs have daily limits of their own and run when the org has"
                + " time.");
    for (Pattern pattern : Pattern.values()) {
      assertThat(pattern.instead() + pattern.mind())
          .as("each subrequest of composite batch counts")
          .doesNotContainIgnoringCase("batch request")
          .doesNotContainIgnoringCase("composite batch");
    }
  }

  private static String record(int i) {
    return "/sobjects/Lead/00Qxx00000%05d".formatted(i);
  }
}
