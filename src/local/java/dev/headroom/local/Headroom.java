package dev.headroom.local;

import dev.headroom.fleet.Violation;
import dev.headroom.local.console.ConsoleCommand;
import io.quarkus.runtime.Quarkus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.eclipse.microprofile.config.Config;
import picocli.CommandLine.Help.Ansi;

/**
 * The local mode program: {@code manage} commands, or everything at once. {@link Start} runs it.
 */
public final class Headroom {
  private static final int NOT_STARTED = 1;

  Headroom() {}

  /** Runs the command in {@code args}; without any, starts local mode. */
  public static void main(String... args) {
    // In parallel to parsing the command line, which takes as long.
    FutureTask<Checked> keys = new FutureTask<>(Headroom::checkedKeys);
    Thread.ofPlatform().daemon().name("keys").start(keys);
    Line line = Line.read(List.of(args));
    line.help()
        .ifPresent(
            help -> {
              System.out.print(help.text(Ansi.AUTO));
              System.out.flush();
              System.exit(ManageCommand.DONE);
            });
    Config config = keys(keys);
    if (line.command().equals(ConsoleCommand.WORD)) {
      config = console(line);
    } else if (!line.isProgram()) {
      System.exit(new ManageCommand(config).run(line, System.out, System.err));
    }
    List<String> wrong = wrong(line);
    if (!wrong.isEmpty()) {
      wrong.forEach(System.err::println);
      System.exit(ManageCommand.FAILED);
    }
    List<String> problems = new StartCheck(config).problems(System.out);
    if (!problems.isEmpty()) {
      problems.forEach(System.err::println);
      System.exit(NOT_STARTED);
    }
    choosePort(config);
    Quarkus.run(
        null,
        (exitCode, failure) -> {
          if (failure != null) {
            tell(failure);
          }
          System.exit(exitCode);
        });
  }

  /** The configuration of the console that was asked for; ends the program if there is none. */
  private static Config console(Line line) {
    List<Violation> violations = new ArrayList<>(line.violations());
    ConsoleCommand.Prepared prepared =
        violations.isEmpty() && !line.misused()
            ? new ConsoleCommand(System.getenv()).prepare(line.values())
            : new ConsoleCommand.Prepared(Map.of(), List.of());
    violations.addAll(prepared.violations());
    violations.forEach(System.err::println);
    if (prepared.keys().isEmpty()) {
      System.exit(ManageCommand.FAILED);
    }
    prepared.keys().forEach(System::setProperty);
    return keys(CompletableFuture.completedFuture(checkedKeys()));
  }

  private static List<String> wrong(Line line) {
    return line.strays().isEmpty()
        ? line.violations().stream().map(Violation::toString).toList()
        : List.of(
            "unknown command '%s': use manage, or no command to start"
                .formatted(line.strays().getFirst()));
  }

  /** The configuration, and everything that is wrong with its keys. */
  private record Checked(Config config, List<Violation> wrong) {}

  private static Checked checkedKeys() {
    Config config = CommandConfig.read();
    return new Checked(config, LocalKeys.check(config));
  }

  /** The configuration; ends the program if a key is wrong, whatever it was started for. */
  private static Config keys(Future<Checked> keys) {
    try {
      Checked checked = keys.get();
      if (checked.wrong().isEmpty()) {
        return checked.config();
      }
      FleetFile.print(checked.wrong(), System.err);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof StartException unreadable)) {
        throw new IllegalStateException("the keys could not be read", e.getCause());
      }
      System.err.println(unreadable.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.exit(NOT_STARTED);
    throw new IllegalStateException("the program has ended");
  }

  /** Port 0 is any free one, chosen here so that all links, which are made before, use it. */
  private static void choosePort(Config config) {
    if (config
        .getOptionalValue(LocalKeys.HTTP_PORT, Integer.class)
        .filter(p -> p == 0)
        .isPresent()) {
      Port.anyFree().ifPresent(p -> System.setProperty(LocalKeys.HTTP_PORT, String.valueOf(p)));
    }
  }

  /**
   * Reports what appeared only while starting. If it is a fault in the program itself, the log has
   * the trace.
   */
  private static void tell(Throwable failure) {
    System.out.flush();
    System.err.println(
        StartFailure.line(failure)
            .orElseGet(
                () -> {
                  failure.printStackTrace(System.out);
                  return "Headroom did not start because of an internal error: report it with the"
                      + " output above, and start again";
                }));
  }
}
