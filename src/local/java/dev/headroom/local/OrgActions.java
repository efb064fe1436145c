package dev.headroom.local;

import dev.headroom.fleet.Violation;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code manage <action> <org> [options]}: reads the options, opens the stores, prints. */
final class OrgActions {
  private final @Nullable Path folder;
  private final StoresCommand stores;

  OrgActions(@Nullable Path folder, StoresCommand stores) {
    this.folder = folder;
    this.stores = stores;
  }

  /** What is to be written for {@code action}. */
  static String usage(OrgAction action) {
    StringBuilder usage = new StringBuilder("manage ").append(action.word()).append(" <org>");
    for (String member : action.members()) {
      usage.append(" [").append(Options.of(member)).append(" ...]");
    }
    return usage.toString();
  }

  int run(OrgAction action, List<String> args, PrintStream out, PrintStream err) {
    List<Violation> violations = new ArrayList<>();
    Options options = Options.read(args, action.members(), violations);
    if (options.operands().size() != 1) {
      err.println("usage: " + usage(action));
      return ManageCommand.FAILED;
    }
    if (!violations.isEmpty()) {
      FleetFile.print(violations, out);
      return ManageCommand.FAILED;
    }
    Path data = folder;
    if (data == null || !Files.exists(data)) {
      err.println(
          "there is no data folder (headroom.local.data): set it to the one that has the org's"
              + " history");
      return ManageCommand.FAILED;
    }
    return stores.run(
        data,
        "ask it with POST /functions/manage",
        err,
        open -> {
          OrgAction.Answer answer =
              action.run(open, options.operands().getFirst(), options.values());
          if (!answer.violations().isEmpty()) {
            FleetFile.print(Options.toldOf(answer.violations(), action.members()), out);
            return ManageCommand.FAILED;
          }
          out.println(answer.text());
          return ManageCommand.DONE;
        });
  }
}
