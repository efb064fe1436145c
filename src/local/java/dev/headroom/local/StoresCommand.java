package dev.headroom.local;

import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.dynamodb.Tables;
import dev.headroom.local.dynamodb.DataFolderException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.ToIntFunction;

/**
 * Runs what needs the stores of a data folder, and says in one line why they cannot be had.
 *
 * @param retention how long samples are kept
 */
record StoresCommand(Tables tables, Duration retention) {

  /**
   * The exit code of {@code command}, or {@link ManageCommand#FAILED} without the folder.
   *
   * @param running what to do instead while a Headroom runs on the folder
   */
  int run(Path folder, String running, PrintStream err, ToIntFunction<Stores> command) {
    try (Stores stores = Stores.open(folder, tables, retention)) {
      return command.applyAsInt(stores);
    } catch (DataFolderException e) {
      err.println(
          e.isInUse()
              ? "the data folder " + folder + " is in use by a running Headroom: " + running
              : e.getMessage());
      return ManageCommand.FAILED;
    } catch (StoreUnavailableException e) {
      err.println(
          "the data folder %s failed: %s"
              .formatted(folder, String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
      return ManageCommand.FAILED;
    }
  }
}
