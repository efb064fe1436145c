package dev.headroom.history;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WholeHistoryTest extends UsageHistoryContract {
  private final NameDictionary dictionary = new InMemoryNameDictionary();
  private final Map<OrgId, SampleBlock> waiting = new HashMap<>();

  @Override
  protected UsageHistory create(InstantSource clock) {
    return whole(new InMemoryUsageHistory(clock, RETENTION, dictionary));
  }

  private WholeHistory whole(UsageHistory stored) {
    return new WholeHistory(
        stored, new WholeHistory.Waiting(waiting::get, dictionary), () -> now, RETENTION);
  }

  @Test
  void whatWaitsIsReadWithWhatIsStored() {
    UsageHistory history = create(() -> now);
    List<Sample> added = addDay(history);

    assertThat(history.samples(ORG, NOON, Instant.MAX)).isEqualTo(added);
    assertThat(history.raw(ORG, CALLS, NOON, Instant.MAX).points()).hasSameSizeAs(added);
    Instant last = added.getLast().slot();
    assertThat(history.samples(ORG, last, last.plusSeconds(1))).containsExactly(added.getLast());
    assertThat(history.samples(ORG, NOON, last)).isEqualTo(added.subList(0, added.size() - 1));
    assertThat(history.raw(ORG, CALLS, last, last).points()).isEmpty();
    assertThat(history.raw(ORG, new LimitName("NeverSeen"), NOON, Instant.MAX).points()).isEmpty();
    assertThat(history.samples(new OrgId("acme"), NOON, Instant.MAX)).isEmpty();
  }

  @Test
  void whatIsBothStoredAndWaitingIsThereOnce() {
    InMemoryUsageHistory stored = new InMemoryUsageHistory(() -> now, RETENTION, dictionary);
    UsageHistory history = whole(stored);
    List<Sample> added = addDay(history);
    stored.putAll(ORG, requireNonNull(waiting.get(ORG)).samples(dictionary));

    assertThat(history.samples(ORG, NOON, Instant.MAX)).isEqualTo(added);
    assertThat(history.raw(ORG, CALLS, NOON, Instant.MAX).points()).hasSameSizeAs(added);
  }

  @Test
  void whatWaitsPastItsRetentionIsLeftOut() {
    UsageHistory history = create(() -> now);
    waiting.put(ORG, SampleBlock.of(calls(NOON, 1)));
    Instant next = NOON.plusSeconds(300);
    waiting.put(ORG, history.add(ORG, waiting.get(ORG), calls(next, 2)));
    now = NOON.plus(RETENTION);
    assertThat(history.samples(ORG, NOON, Instant.MAX))
        .extracting(Sample::slot)
        .containsExactly(next);
    now = next.plus(RETENTION);
    assertThat(history.raw(ORG, CALLS, NOON, Instant.MAX).points()).isEmpty();
  }

  /** What leaves the state between the two reads is in the store by the second. */
  @Test
  void whatIsStoredWhileItIsReadIsNotMissed() {
    InMemoryUsageHistory stored = new InMemoryUsageHistory(() -> now, RETENTION, dictionary);
    waiting.put(ORG, SampleBlock.of(calls(NOON, 1)));
    WholeHistory history =
        new WholeHistory(
            stored,
            new WholeHistory.Waiting(
                org -> {
                  stored.putAll(org, requireNonNull(waiting.get(org)).samples(dictionary));
                  return null;
                },
                dictionary),
            () -> now,
            RETENTION);
    assertThat(history.samples(ORG, NOON, Instant.MAX)).hasSize(1);
    assertThat(history.raw(ORG, CALLS, NOON, Instant.MAX).points()).hasSize(1);
  }

  @Test
  void whoHasReadTheStateReadsNoOtherAndAsksTheStoreOnlyForWhatIsOlder() {
    InMemoryUsageHistory stored = new InMemoryUsageHistory(() -> now, RETENTION, dictionary);
    List<Sample> added = addDay(whole(stored));
    SampleBlock block = requireNonNull(waiting.get(ORG));
    WholeHistory history =
        new WholeHistory(
            stored,
            new WholeHistory.Waiting(
                org -> {
                  throw new AssertionError("the state is read again");
                },
                dictionary),
            () -> now,
            RETENTION);
    assertThat(history.samples(ORG, block, NOON, Instant.MAX)).isEqualTo(added);
    for (int from = 0; from < added.size(); from += 7) {
      assertThat(history.samples(ORG, block, added.get(from).slot(), Instant.MAX))
          .isEqualTo(added.subList(from, added.size()));
    }
    Instant oldest = block.oldest();
    assertThat(history.samples(ORG, block, NOON, oldest))
        .isEqualTo(added.stream().filter(s -> s.slot().isBefore(oldest)).toList());
    UsageHistory empty = create(() -> now);
    assertThat(empty.samples(ORG, block, oldest, Instant.MAX)).isEqualTo(block.samples(dictionary));
    assertThat(empty.samples(ORG, null, NOON, Instant.MAX)).isEmpty();
  }

  private List<Sample> addDay(UsageHistory history) {
    List<Sample> added = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Sample sample = calls(NOON.plus(Duration.ofMinutes(5L * i)), i % 97);
      waiting.put(ORG, history.add(ORG, waiting.get(ORG), sample));
      added.add(sample);
      now = sample.slot();
    }
    return added;
  }
}
