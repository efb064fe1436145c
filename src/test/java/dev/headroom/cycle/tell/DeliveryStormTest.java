package dev.headroom.cycle.tell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.tell.FaultyWorld.Answer;
import dev.headroom.cycle.tell.FaultyWorld.Faults;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RetryKind;
import dev.headroom.notify.Notification;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.Pace;
import dev.headroom.notify.TargetId;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * An hour in which three targets answer 429 and 503, stall and reset connections, and one is well,
 * on a simulated clock.
 */
class DeliveryStormTest {
  private static final int SEEDS = Integer.getInteger("headroom.figures.seeds", 3);
  private static final int ORGS = 250;
  private static final Instant FROM = FaultyWorld.START.plus(Duration.ofHours(1));
  private static final Instant TO = FROM.plus(Duration.ofHours(1));
  private static final TargetId CALM = new TargetId("calm");
  private static final Logger LOG = Logger.getLogger("dev.headroom.cycle.tell");
  private static @Nullable Level before;

  @BeforeAll
  static void quiet() {
    before = LOG.getLevel();
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() {
    LOG.setLevel(before);
  }

  @Test
  void everythingIsDeliveredWithinFiveMinutesOfAStormNothingEarlyAndNobodyElseWaits() {
    for (int seed = 1; seed <= SEEDS; seed++) {
      Run storm = new Run(seed, true);
      Run calm = new Run(seed, false);
      int early = storm.receivers.values().stream().mapToInt(r -> r.early).sum();
      int asked = storm.receivers.values().stream().mapToInt(r -> r.refused).sum();
      System.out.printf(
          "seed %d: %d messages, %d failed attempts, last delivered %s after the end, %d early,"
              + " elsewhere %s at most, %s without a storm%n",
          seed,
          storm.messages(),
          asked,
          Duration.between(TO, storm.last()),
          early,
          storm.slowest(CALM),
          calm.slowest(CALM));
      assertThat(asked).isGreaterThan(300);
      assertThat(storm.undelivered()).as("undelivered with seed %d", seed).isZero();
      assertThat(storm.last()).as("seed %d", seed).isBefore(TO.plus(Duration.ofMinutes(5)));
      assertThat(early).as("early with seed %d", seed).isZero();
      assertThat(storm.slowest(CALM)).isEqualTo(calm.slowest(CALM));
    }
  }

  private static final class Run {
    private final FaultyWorld world;
    private final Random random;
    private final Map<TargetId, Receiver> receivers = new LinkedHashMap<>();
    private final Map<String, Instant> opened = new HashMap<>();

    Run(long seed, boolean isStormy) {
      Map<TargetId, Pace> paces = new LinkedHashMap<>();
      paces.put(new TargetId("pager"), new Pace(Duration.ofMillis(520), 5));
      paces.put(new TargetId("hooks"), Pace.DEFAULT);
      paces.put(new TargetId("chat"), Pace.perSecond(1, 5));
      paces.put(CALM, Pace.DEFAULT);
      world = new FaultyWorld(seed, Faults.NONE, paces);
      random = new Random(~seed);
      for (TargetId id : paces.keySet()) {
        Receiver receiver = new Receiver(isStormy && !id.equals(CALM), new Random(seed));
        receivers.put(id, receiver);
        world.answer(id, receiver);
      }
      for (int i = 0; i < ORGS; i++) {
        Instant at = FaultyWorld.START.plusMillis(random.nextInt(9_000_000));
        OrgId org = new OrgId("org-" + i);
        opened.put(org.value(), at);
        world.commitAt(
            at,
            new Transition.Opened(
                AlertKey.usage(org, LimitName.DAILY_API_REQUESTS),
                new Episode(at, Severity.ESCALATION, Reason.THRESHOLD, at, null),
                Evidence.Use.of(at, Reading.ofUsed(82_000, 100_000))));
      }
      world.runUntil(TO.plus(Duration.ofHours(2)));
    }

    int messages() {
      return ORGS * receivers.size();
    }

    int undelivered() {
      return messages() - receivers.values().stream().mapToInt(r -> r.accepted.size()).sum();
    }

    /** When the last message from before the storm's end arrived. */
    Instant last() {
      Instant last = TO;
      for (Receiver receiver : receivers.values()) {
        for (Map.Entry<String, Instant> one : receiver.accepted.entrySet()) {
          if (opened.getOrDefault(one.getKey(), TO).isBefore(TO) && one.getValue().isAfter(last)) {
            last = one.getValue();
          }
        }
      }
      return last;
    }

    Duration slowest(TargetId target) {
      Duration slowest = Duration.ZERO;
      for (Map.Entry<String, Instant> one :
          receivers.getOrDefault(target, new Receiver(false, random)).accepted.entrySet()) {
        Duration took = Duration.between(opened.getOrDefault(one.getKey(), TO), one.getValue());
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
      }
      return slowest;
    }
  }

  private static final class Receiver implements FaultyWorld.Answers {
    private record Asked(Instant from, Instant until) {}

    private static final Duration TOOK = Duration.ofMillis(37);

    private final boolean isStormy;
    private final Random random;
    private final Map<String, Instant> accepted = new HashMap<>();
    private final List<Asked> asked = new ArrayList<>();
    private int early;
    private int refused;

    Receiver(boolean isStormy, Random random) {
      this.isStormy = isStormy;
      this.random = random;
    }

    @Override
    public Answer to(OutboxId outbox, Notification notification, Instant now) {
      asked.removeIf(a -> !a.until().isAfter(now));
      if (asked.stream().anyMatch(a -> a.from().isBefore(now))) {
        early++;
      }
      if (!isStormy || now.isBefore(FROM) || !now.isBefore(TO)) {
        accepted.putIfAbsent(notification.transition().key().org().value(), now);
        return new Answer(new DeliveryResult.Accepted("ok"), TOOK);
      }
      refused++;
      return switch (random.nextInt(5)) {
        case 0 -> leaveAlone(RetryKind.RATE_LIMITED, now);
        case 1 -> leaveAlone(RetryKind.SERVER, now);
        case 2 -> failed(RetryKind.SERVER, null, TOOK);
        case 3 -> failed(RetryKind.TIMEOUT, null, Duration.ofSeconds(15));
        default -> failed(RetryKind.UNREACHABLE, null, TOOK);
      };
    }

    private Answer leaveAlone(RetryKind kind, Instant now) {
      Duration wait = Duration.ofNanos(random.nextLong(90_000_000_000L));
      Instant answered = now.plus(TOOK);
      asked.add(new Asked(answered, answered.plus(wait)));
      return failed(kind, wait, TOOK);
    }

    private static Answer failed(RetryKind kind, @Nullable Duration wait, Duration took) {
      return new Answer(new DeliveryResult.Retryable(kind, "storm", wait, false), took);
    }
  }
}
