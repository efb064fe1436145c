package dev.headroom.local;

import dev.headroom.cycle.SweepTrigger;
import dev.headroom.cycle.TargetsCycle;
import dev.headroom.report.TargetView;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code manage resume <target>}. */
final class TargetActions {
  static final String RESUME = "resume";

  /** What is to be written. */
  static final String USAGE = "manage resume <target>";

  private final @Nullable Path folder;
  private final StoresCommand stores;

  TargetActions(@Nullable Path folder, StoresCommand stores) {
    this.folder = folder;
    this.stores = stores;
  }

  int resume(List<String> args, PrintStream out, PrintStream err) {
    if (args.size() != 1 || args.getFirst().startsWith("-")) {
      err.println("usage: " + USAGE);
      return ManageCommand.FAILED;
    }
    Path data = folder;
    if (data == null || !Files.exists(data)) {
      err.println(
          "there is no data folder (headroom.local.data): set it to the one that has the target, or"
              + " ask a running Headroom with POST /functions/manage");
      return ManageCommand.FAILED;
    }
    return stores.run(
        data,
        "resume the target with POST /functions/manage",
        err,
        open -> {
          TargetsCycle.Report report =
              cycle(open).resume(args.getFirst(), LocalUser.by("command line"));
          TargetView before = report.before();
          if (before == null) {
            FleetFile.print(report.violations(), out);
            return ManageCommand.FAILED;
          }
          out.println(
              before.isHeld()
                  ? "target "
                      + before.target()
                      + " is resumed: it is tried at once when Headroom runs on this folder"
                  : "nothing to resume: target " + before.target() + " is ok");
          if (before.isHeld()) {
            out.println(line(before));
          }
          return ManageCommand.DONE;
        });
  }

  /** The targets of a data folder. No process sweeps it now: the next one does so at its start. */
  static TargetsCycle cycle(Stores open) {
    return new TargetsCycle(open.fleet(), open.health(), SweepTrigger.NONE, InstantSource.system());
  }

  /** A target that is parked or disabled, on one line. */
  static String line(TargetView held) {
    return "target %s is %s since %s: %s"
        .formatted(held.target(), held.status().word(), held.since(), held.why());
  }
}
