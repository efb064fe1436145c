package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.org.OrgId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of notes must do. */
public abstract class NotesContract {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final OrgId OTHER = new OrgId("acme-prod-2");
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  protected abstract Notes notes();

  private static Note note(OrgId org, int minute, @Nullable String alert) {
    return new Note(
        "20261125T12%02d00Z-0123456789ab".formatted(minute),
        org,
        NOON.plus(minute, ChronoUnit.MINUTES),
        "Jane Doe",
        "restarted the batch " + minute,
        alert);
  }

  @Test
  void theyComeBackWholeTheNewestFirst() {
    Notes notes = notes();
    notes.add(note(ORG, 5, null));
    notes.add(note(ORG, 40, "ab".repeat(32)));
    notes.add(note(ORG, 20, null));

    assertThat(notes.of(ORG))
        .containsExactly(note(ORG, 40, "ab".repeat(32)), note(ORG, 20, null), note(ORG, 5, null));
  }

  @Test
  void oneThatComesTwiceIsKeptOnce() {
    Notes notes = notes();
    notes.add(note(ORG, 5, null));
    notes.add(note(ORG, 5, null));

    assertThat(notes.of(ORG)).hasSize(1);
  }

  @Test
  void thoseOfAnotherOrgAreNotReturned() {
    Notes notes = notes();
    notes.add(note(OTHER, 5, null));

    assertThat(notes.of(ORG)).isEmpty();
    assertThat(notes.of(OTHER)).hasSize(1);
  }

  @Test
  void oneIsRemovedOnce() {
    Notes notes = notes();
    notes.add(note(ORG, 5, null));
    notes.add(note(ORG, 6, null));

    assertThat(notes.remove(OTHER, note(ORG, 5, null).id())).isFalse();
    assertThat(notes.remove(ORG, note(ORG, 5, null).id())).isTrue();
    assertThat(notes.remove(ORG, note(ORG, 5, null).id())).isFalse();
    assertThat(notes.of(ORG)).containsExactly(note(ORG, 6, null));
  }

  @Test
  void onlyTheNewestAreReturned() {
    Notes notes = notes();
    IntStream.range(0, Notes.MAX_NOTES + 3)
        .forEach(
            n ->
                notes.add(
                    new Note(
                        "20261125T%02d%02d00Z-0123456789ab".formatted(n / 60, n % 60),
                        ORG,
                        NOON.plus(n, ChronoUnit.MINUTES),
                        "x",
                        "n" + n,
                        null)));

    assertThat(notes.of(ORG)).hasSize(Notes.MAX_NOTES);
    assertThat(notes.of(ORG).getFirst().text()).isEqualTo("n" + (Notes.MAX_NOTES + 2));
  }
}
