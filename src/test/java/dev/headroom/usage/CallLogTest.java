package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallLogTest {
  private static final char[] PATH = "/v62.0/query".toCharArray();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100})
  void aCallCountsOnceRegardlessOfRowOrderAndStorage(int blocksInMemory) throws Exception {
    int calls = 3 * RowBlocks.ROWS + 17;
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      rows.add(i);
      if (i % 3 == 0) {
        rows.add(i);
      }
    }
    Collections.shuffle(rows, new Random(5));
    try (CallLog log = new CallLog(folder, 100, blocksInMemory)) {
      rows.forEach(i -> add(log, 1_000_000L + i / 2, i, 0));
      for (int again = 0; again < 2; again++) {
        List<Long> ids = new ArrayList<>();
        long[] last = {0};
        log.forEach(
            c -> {
              assertThat(c.time()).isGreaterThanOrEqualTo(last[0]);
              last[0] = c.time();
              ids.add(c.id);
            });
        assertThat(ids).hasSize(calls).doesNotHaveDuplicates();
      }
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).as("nothing is left behind").isEmpty();
    }
  }

  @Test
  void oneRequestIdAtTwoTimesIsTwoCalls() {
    try (CallLog log = new CallLog(folder)) {
      add(log, 10, 7, 0);
      add(log, 11, 7, 0);
      add(log, 10, 7, 1);
      assertThat(times(log)).containsExactly(10L, 11L);
      assertThat(log.fresh(0)).isEqualTo(2);
      assertThat(log.fresh(1)).as("a file that repeats has nothing new").isZero();
    }
  }

  @Test
  void detailsOfACallAreTakenInWhicheverFileComesFirst() {
    try (CallLog log = new CallLog(folder)) {
      log.detail(10, 7, 200, true, true);
      add(log, 10, 7, 0);
      add(log, 10, 8, 0);
      log.detail(12, 9, 1, false, false);
      List<String> said = new ArrayList<>();
      log.forEach(c -> said.add(c.id + " " + c.rows() + " " + c.textKnown() + c.sinceFilter()));
      assertThat(said).containsExactly("7 200 truetrue", "8 -1 falsefalse");
    }
  }

  @Test
  void tooManyCallersAreMergedFromTheSmallestOn() {
    try (CallLog log = new CallLog(folder, 10, 1)) {
      for (int i = 0; i < 40; i++) {
        int caller = caller(log, "client" + (i < 20 ? 0 : i));
        log.add(i, i, caller, request(0), PATH, 0, PATH.length);
      }
      List<String> clients = new ArrayList<>();
      log.forEach(c -> clients.add(log.caller(c.caller()).client()));
      assertThat(clients).hasSize(40).contains(Caller.TOO_MANY);
      assertThat(clients.stream().filter("client0"::equals)).as("the large one stays").hasSize(20);
      assertThat(clients.stream().distinct().count()).isLessThanOrEqualTo(11);
    }
  }

  private static List<Long> times(CallLog log) {
    List<Long> times = new ArrayList<>();
    log.forEach(c -> times.add(c.time()));
    return times;
  }

  private static int caller(CallLog log, String client) {
    return log.caller(
        new TextKey().add(client), () -> new Caller("", "", client, "u", "a", "62.0", "", ""));
  }

  private static RequestKind request(int file) {
    return new RequestKind("REST", "GET", "Lead", 200, true, file);
  }

  private static void add(CallLog log, long time, long id, int file) {
    log.add(time, id, caller(log, "one"), request(file), PATH, 0, PATH.length);
  }
}
