package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptCallsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final Caller ERP = LogOfCalls.caller("erp/1", "005u", "198.18.0.7", "62.0");
  private static final Caller BI = LogOfCalls.app("0H4a", "BI", "005v", "198.18.9.9");
  private static final double HOUR = 3_600_000;

  @TempDir Path folder;

  @Test
  void callsThatWereKeptAreTheCallsThatTheyWere() throws Exception {
    List<byte[]> parts = new ArrayList<>();
    List<String> before;
    List<String> findings;
    try (LogOfCalls day = new LogOfCalls(folder)) {
      work(day, 0, 20_000);
      before = calls(day.log);
      findings = day.findings();
      KeptCalls.pack(day.log, DAY, parts::add);
      KeptCalls.pack(day.log, DAY.plusDays(1), parts::add);
    }
    assertThat(parts).hasSize(3);
    assertThat(findings).isNotEmpty();
    try (LogOfCalls again = new LogOfCalls(folder)) {
      for (byte[] part : parts.reversed()) {
        KeptCalls.unpack(part, again.log);
      }
      assertThat(calls(again.log)).isEqualTo(before);
      assertThat(again.findings()).isEqualTo(findings);
    }
  }

  @Test
  void aCallThatIsRepeatedInALaterFileIsNotStoredTwice() throws Exception {
    List<byte[]> first = new ArrayList<>();
    try (LogOfCalls day = new LogOfCalls(folder)) {
      work(day, 0, 300);
      KeptCalls.pack(day.log, DAY, first::add);
    }
    try (LogOfCalls later = new LogOfCalls(folder)) {
      work(later, 0, 340);
      KeptCalls.unpack(first.getFirst(), later.log);
      assertThat(calls(later.log)).hasSize(340);
      assertThat(later.log.fresh(CallLog.KEPT)).isEqualTo(300);
      assertThat(later.log.fresh(1)).isEqualTo(40);

      List<byte[]> second = new ArrayList<>();
      KeptCalls.pack(later.log, DAY, second::add);
      try (LogOfCalls only = new LogOfCalls(folder)) {
        KeptCalls.unpack(second.getFirst(), only.log);
        assertThat(calls(only.log)).hasSize(40);
      }
    }
  }

  @Test
  void whatALaterFileTellsOfACallIsKeptBesideIt() throws Exception {
    List<byte[]> parts = new ArrayList<>();
    try (LogOfCalls day = new LogOfCalls(folder)) {
      day.call(HOUR, ERP, "GET REST /query Lead 200");
      KeptCalls.pack(day.log, DAY, parts::add);
    }
    try (LogOfCalls later = new LogOfCalls(folder)) {
      KeptCalls.unpack(parts.getFirst(), later.log);
      later.log.detail(LogOfCalls.START + (long) HOUR, 0, 1_234, true, true);
      KeptCalls.pack(later.log, DAY, parts::add);
    }
    assertThat(parts).hasSize(2);
    try (LogOfCalls again = new LogOfCalls(folder)) {
      for (byte[] part : parts) {
        KeptCalls.unpack(part, again.log);
      }
      again.log.forEach(
          call -> {
            assertThat(call.rows()).isEqualTo(1_234);
            assertThat(call.sinceFilter()).isTrue();
          });
      assertThat(calls(again.log)).hasSize(1);
    }
  }

  @Test
  void aThousandCallsTakeTwentyKilobytesAtMost() {
    List<byte[]> parts = new ArrayList<>();
    try (LogOfCalls day = new LogOfCalls(folder)) {
      work(day, 0, 1_000);
      KeptCalls.pack(day.log, DAY, parts::add);
    }
    assertThat(parts).singleElement().satisfies(p -> assertThat(p).hasSizeLessThan(20_000));
  }

  @Test
  void callsThatWereKeptWithLongerHashesAreTheSameCalls() throws Exception {
    try (LogOfCalls later = new LogOfCalls(folder)) {
      later.call(HOUR, ERP, "GET REST /query Lead 200");
      List<String> before = calls(later.log);
      Call call = new Call();
      later.log.forEach(
          c -> {
            call.id = c.id;
            call.target = c.target;
          });
      KeptCalls.unpack(
          KeptParts.of(
              LogOfCalls.START + (long) HOUR, call.id | 7L << 24, call.target | 9L << 24, ERP),
          later.log);
      assertThat(calls(later.log)).isEqualTo(before);
      assertThat(later.log.fresh(1)).isZero();
    }
  }

  @Test
  void aCallerIsReplacedAndItsCallsStay() throws Exception {
    byte[] part = KeptParts.of(LogOfCalls.START, 5, 6, ERP, BI);
    Caller nobody = new Caller("", "", "erp/1", "", "", "62.0", "", "");

    assertThat(KeptCalls.with(part, c -> c)).isEmpty();
    byte[] left = KeptCalls.with(part, c -> c.equals(ERP) ? nobody : c).orElseThrow();
    try (LogOfCalls log = new LogOfCalls(folder)) {
      KeptCalls.unpack(left, log.log);
      assertThat(calls(log.log))
          .hasSize(2)
          .noneMatch(call -> call.contains("005u"))
          .anyMatch(call -> call.contains("005v"));
    }
  }

  @Test
  void damageIsTold() {
    try (LogOfCalls log = new LogOfCalls(folder)) {
      assertThatThrownBy(() -> KeptCalls.unpack(new byte[] {1, 2, 3}, log.log))
          .isInstanceOf(IOException.class);
    }
  }

  private static void work(LogOfCalls log, int from, int to) {
    for (int i = from; i < to; i++) {
      log.call(i * 4_000.0, i % 3 == 0 ? BI : ERP, "GET REST /sobjects/Lead/describe Lead 200");
      if (i % 5 == 0) {
        log.detail(i * 4_000.0, i, i % 2 == 0);
      }
    }
  }

  private static List<String> calls(CallLog log) {
    List<String> all = new ArrayList<>();
    log.forEach(
        c ->
            all.add(
                "%d %s %s %d %b %d %d %b %b"
                    .formatted(
                        c.time(),
                        log.caller(c.caller()),
                        log.endpoint(c.endpoint()),
                        c.status(),
                        c.counted(),
                        c.target(),
                        c.rows(),
                        c.textKnown(),
                        c.sinceFilter())));
    return all;
  }
}
