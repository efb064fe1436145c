package dev.headroom.local;

import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.dynamodb.Tables;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.local.dynamodb.DataFolderException;
import dev.headroom.local.running.Order;
import dev.headroom.local.running.Outcome;
import dev.headroom.local.running.RunningFile;
import dev.headroom.local.running.RunningHeadroom;
import dev.headroom.local.running.RunningHeadroom.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Has an order performed by whoever holds the data folder.
 *
 * @param retention how long samples are kept
 * @param envPrefix {@code headroom.secrets.env-prefix}
 */
record StoresCommand(Tables tables, Duration retention, ManifestReader reader, String envPrefix) {

  /**
   * Has {@code order} performed.
   *
   * @param otherwise what to do while an instance is running on the folder without having recorded
   *     its address
   */
  CommandReply ask(Path folder, Order order, String otherwise) {
    Optional<CommandReply> here = here(folder, order);
    if (here.isPresent()) {
      return here.get();
    }
    Optional<RunningFile> running = RunningFile.readFrom(folder);
    if (running.isEmpty()) {
      return failed(
          ManageCommand.FAILED,
          "the data folder %s is in use by a running Headroom: %s".formatted(folder, otherwise));
    }
    Answer answer = new RunningHeadroom().ask(running.get(), order);
    // It may have stopped in the meantime.
    return answer instanceof Answer.Nobody
        ? here(folder, order).orElseGet(() -> of(answer, folder, running.get()))
        : of(answer, folder, running.get());
  }

  /** By this process; empty if another one holds the folder. */
  private Optional<CommandReply> here(Path folder, Order order) {
    try (Stores stores = Stores.open(folder, tables, retention)) {
      return Optional.of(
          new CommandReply.Heard(stores.work(reader, envPrefix).run(order, () -> true)));
    } catch (DataFolderException e) {
      return e.isInUse()
          ? Optional.empty()
          : Optional.of(failed(ManageCommand.FAILED, String.valueOf(e.getMessage())));
    } catch (StoreUnavailableException e) {
      return Optional.of(
          failed(
              ManageCommand.FAILED,
              "the data folder %s failed: %s"
                  .formatted(
                      folder, String.valueOf(e.getMessage()).lines().findFirst().orElse(""))));
    }
  }

  private static CommandReply of(Answer answer, Path folder, RunningFile running) {
    String who = "the Headroom that runs on the data folder %s (%s)".formatted(folder, running);
    return switch (answer) {
      case Answer.Answered(Outcome outcome, String version) when !outcome.unknown().isEmpty() ->
          failed(
              ManageCommand.FAILED,
              "%s is version %s and does not know %s, which this version, %s, asks for: leave it out, or stop that one and ask again"
                  .formatted(
                      who, version, String.join(", ", outcome.unknown()), ProgramSpec.version()));
      case Answer.Answered(Outcome outcome, String version) -> new CommandReply.Heard(outcome);
      case Answer.Nobody() ->
          failed(
              ManageCommand.NOT_ANSWERED,
              who + " does not listen: it is starting or stopping, so ask again in a few seconds");
      case Answer.Another() ->
          failed(
              ManageCommand.NOT_ANSWERED,
              who
                  + " is not what answers there, so nothing was sent: ask where it runs, as in its"
                  + " container, or stop it");
      case Answer.Silent(Optional<Duration> after) ->
          failed(
              ManageCommand.NOT_ANSWERED,
              who
                  + after
                      .map(time -> " did not answer within %d s".formatted(time.toSeconds()))
                      .orElse(" broke off before its answer")
                  + ", and may have done what was asked: look at its log; manage plan shows what is applied");
      case Answer.Refused(int status, String version) ->
          failed(
              ManageCommand.NOT_ANSWERED,
              "%s, version %s, failed with HTTP status %d: look at its log"
                  .formatted(who, version, status));
    };
  }

  private static CommandReply failed(int exitCode, String line) {
    return new CommandReply.Failed(exitCode, line);
  }
}
