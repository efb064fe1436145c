package dev.headroom.local;

import dev.headroom.cycle.tell.TargetsCycle;
import dev.headroom.local.running.Order;
import dev.headroom.local.running.Outcome;
import dev.headroom.org.TenantScope;
import dev.headroom.report.ResumeReport;
import dev.headroom.report.TargetView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code manage resume <target>}. */
final class TargetActions {
  static final String RESUME = "resume";

  private final @Nullable Path folder;
  private final StoresCommand stores;

  TargetActions(@Nullable Path folder, StoresCommand stores) {
    this.folder = folder;
    this.stores = stores;
  }

  CommandReply resume(String target) {
    Path data = folder;
    if (data == null || !Files.exists(data)) {
      return new CommandReply.Failed(
          ManageCommand.FAILED,
          "there is no data folder (headroom.local.data): set it to the one that has the target, or"
              + " ask a running Headroom with POST /functions/manage");
    }
    return stores.ask(
        data,
        new Order(RESUME, LocalUser.name(), Map.of(ManageWork.TARGET, target)),
        "resume the target with POST /functions/manage");
  }

  /** Resumes {@code target}; it is tried by the next sweep, or the one at the next start. */
  static Outcome run(TargetsCycle cycle, String target, String actor) {
    ResumeReport report = cycle.resume(TenantScope.all(), target, actor);
    TargetView before = report.before();
    if (before == null) {
      return Outcome.wrong(report.violations());
    }
    return Outcome.of(
        before.isHeld()
            ? "target %s is resumed: it is tried at once when Headroom runs on this folder%n%s"
                .formatted(before.target(), line(before))
            : "nothing to resume: target " + before.target() + " is ok");
  }

  /** Returns a parked or disabled target, on one line. */
  static String line(TargetView held) {
    return "target %s is %s since %s: %s"
        .formatted(held.target(), held.status().word(), held.since(), held.why());
  }
}
