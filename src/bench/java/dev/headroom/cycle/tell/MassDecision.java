package dev.headroom.cycle.tell;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.tell.FaultyWorld.Faults;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.Pace;
import dev.headroom.notify.TargetId;
import dev.headroom.org.OrgId;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Processor time of deciding the transitions of one mass event: one of each of many orgs. */
public final class MassDecision {
  private static final int ROUNDS = 7;

  private MassDecision() {}

  /** Prints the time of each round, with a store in memory: {@code MassDecision [TRANSITIONS]}. */
  public static void main(String[] args) {
    int count = args.length == 0 ? 10_000 : Integer.parseInt(args[0]);
    for (int round = 1; round <= ROUNDS; round++) {
      Map<TargetId, Pace> paces = new LinkedHashMap<>();
      for (String target : List.of("pager", "hooks", "chat")) {
        paces.put(new TargetId(target), Pace.DEFAULT);
      }
      FaultyWorld world = new FaultyWorld(round, Faults.NONE, paces);
      List<OutboxId> ids = new ArrayList<>();
      Instant at = FaultyWorld.START;
      for (int org = 0; org < count; org++) {
        ids.add(
            world.store.append(
                new Transition.Opened(
                    AlertKey.usage(new OrgId("org-" + org), LimitName.DAILY_API_REQUESTS),
                    new Episode(at, Severity.ESCALATION, Reason.THRESHOLD, at, null),
                    Evidence.Use.of(at, Reading.ofUsed(82_000, 100_000))),
                at));
      }
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      int handedOver = world.publisher().publish(ids).handedOver();
      Duration took =
          Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
      System.out.printf(
          Locale.ROOT,
          "round %d: %,d decided for 3 targets in %d ms of processor time%n",
          round,
          handedOver,
          took.toMillis());
    }
  }
}
