package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FilesReadTest {
  private static final Instant MADE = Instant.parse("2026-03-03T04:00:00Z");

  @Test
  void aFileIsWantedOnceUnlessItIsIssuedAgain() {
    FilesRead known = FilesRead.NONE.with(reading(file("a", MADE, 10), false));

    assertThat(known.wants(file("a", MADE, 10))).isFalse();
    assertThat(known.wants(file("a", MADE, 11))).isTrue();
    assertThat(known.wants(file("a", MADE.plusSeconds(1), 10))).isTrue();
    assertThat(known.wants(file("b", MADE, 10))).isTrue();
    FilesRead again = known.with(reading(file("a", MADE, 11), false));
    assertThat(again.wants(file("a", MADE, 11))).isFalse();
    assertThat(again.entries()).hasSize(1);
  }

  @Test
  void aFileThatBreaksOffIsTriedThreeTimes() {
    EventLogFile file = file("a", MADE, 10);
    FilesRead known = FilesRead.NONE;
    for (int n = 1; n < FilesRead.MAX_TRIES; n++) {
      known = known.with(reading(file, true));
      assertThat(known.wants(file)).isTrue();
    }
    assertThat(known.with(reading(file, true)).wants(file)).isFalse();
  }

  @Test
  void filesAreListedFromSomewhatBeforeTheNewestOne() {
    assertThat(FilesRead.NONE.since()).isEmpty();
    FilesRead known = FilesRead.NONE.with(reading(file("a", MADE, 10), false));
    assertThat(known.since()).contains(MADE.minus(FilesRead.OVERLAP));
  }

  @Test
  void aFileToBeTriedAgainStaysListedAndTheOthersAreForgotten() {
    FilesRead known =
        FilesRead.NONE
            .with(reading(file("done", MADE, 10), false))
            .with(reading(file("broken", MADE, 10), true))
            .with(reading(file("later", MADE.plus(Duration.ofDays(2)), 10), false));

    assertThat(known.since()).contains(MADE);
    assertThat(known.entries()).extracting(FilesRead.Entry::id).containsExactly("broken", "later");
  }

  private static FileReading reading(EventLogFile file, boolean brokeOff) {
    return new FileReading(
        file, 0, 5, brokeOff ? Optional.of("it is broken") : Optional.empty(), brokeOff);
  }

  private static EventLogFile file(String id, Instant created, long length) {
    return new EventLogFile(
        id,
        EventLogFile.API_TOTAL_USAGE,
        LocalDate.of(2026, 3, 2),
        EventLogFile.Interval.DAILY,
        0,
        length,
        created);
  }
}
