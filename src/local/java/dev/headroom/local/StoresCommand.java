package dev.headroom.local;

import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.dynamodb.Tables;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.local.dynamodb.DataFolderException;
import dev.headroom.local.running.Order;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Has an order done by whoever holds the data folder.
 *
 * @param retention how long samples are kept
 * @param envPrefix {@code headroom.secrets.env-prefix}
 */
record StoresCommand(Tables tables, Duration retention, ManifestReader reader, String envPrefix) {

  /**
   * Has {@code order} done.
   *
   * @param running what to do instead while a Headroom runs on the folder that cannot be asked
   */
  Reply ask(Path folder, Order order, String running) {
    try (Stores stores = Stores.open(folder, tables, retention)) {
      return new Reply.Heard(stores.work(reader, envPrefix).run(order, () -> true));
    } catch (DataFolderException e) {
      return new Reply.Failed(
          ManageCommand.FAILED,
          e.isInUse()
              ? "the data folder " + folder + " is in use by a running Headroom: " + running
              : String.valueOf(e.getMessage()));
    } catch (StoreUnavailableException e) {
      return new Reply.Failed(
          ManageCommand.FAILED,
          "the data folder %s failed: %s"
              .formatted(folder, String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
    }
  }
}
