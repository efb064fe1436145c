package dev.headroom.local;

import dev.headroom.cycle.ask.TellOrder;
import dev.headroom.fleet.Violation;
import dev.headroom.local.running.Order;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code manage backtest|what-if <org> [options]}. */
final class OrgActions {
  private static final String NO_MANIFEST = "version: 1\ntenants: []\norgs: []\n";

  private final @Nullable Path folder;
  private final StoresCommand stores;

  OrgActions(@Nullable Path folder, StoresCommand stores) {
    this.folder = folder;
    this.stores = stores;
  }

  /**
   * Asks about an org.
   *
   * @param violations receives what is wrong with the files named in {@code options}; the rest is
   *     in the reply
   */
  CommandReply ask(
      String action, String org, Map<String, String> options, List<Violation> violations) {
    Path data = folder;
    if (data == null || !Files.exists(data)) {
      return new CommandReply.Failed(
          ManageCommand.FAILED,
          "there is no data folder (headroom.local.data): set it to the one that "
              + (action.equals(CheckAction.WORD)
                  ? "a Headroom runs on, which makes the check"
                  : "has the org's history"));
    }
    Map<String, String> members = new HashMap<>(options);
    members.computeIfPresent(ManageWork.MANIFEST, (name, file) -> text(file, violations));
    members.put(ManageWork.ORG, org);
    return stores.ask(
        data, new Order(action, LocalUser.name(), members), "ask it with POST /functions/manage");
  }

  /** Has an order about notifying performed. */
  CommandReply order(TellOrder.Form form, String operand, Map<String, String> options) {
    Path data = folder;
    if (data == null || !Files.exists(data)) {
      return new CommandReply.Failed(
          ManageCommand.FAILED,
          "there is no data folder (headroom.local.data): set it to the one that Headroom runs on,"
              + " or ask a running Headroom with POST /functions/manage");
    }
    Map<String, String> members = new HashMap<>(options);
    String member = form.operand();
    if (member != null && !operand.isEmpty()) {
      members.put(member, operand);
    }
    return stores.ask(
        data,
        new Order(form.word(), LocalUser.name(), members),
        "order it with POST /functions/manage");
  }

  /** The file's text; an empty manifest after a violation. */
  private static String text(String file, List<Violation> violations) {
    try {
      return FleetFile.text(Path.of(file));
    } catch (FleetFile.UnreadableException e) {
      violations.add(
          new Violation(ManageWork.MANIFEST, file, "gives no text", e.getMessage() + "."));
    } catch (InvalidPathException e) {
      violations.add(
          new Violation(
              ManageWork.MANIFEST, null, "is not a path: " + e.getReason(), "Write one."));
    }
    return NO_MANIFEST;
  }
}
