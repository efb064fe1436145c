package dev.headroom.local;

import dev.headroom.fleet.Violation;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** The program of local mode: {@code manage} commands, or everything at once. */
@QuarkusMain
public final class Headroom {
  private static final int NOT_STARTED = 1;
  private static final int FAILED = 2;

  Headroom() {}

  /** Runs the command that {@code args} name; without any, starts local mode. */
  public static void main(String... args) {
    Config config = keys();
    if (args.length > 0 && args[0].equals("manage")) {
      System.exit(
          new ManageCommand(config)
              .run(Arrays.asList(args).subList(1, args.length), System.out, System.err));
    }
    if (args.length > 0) {
      System.err.println("unknown command '" + args[0] + "': use manage, or no command to start");
      System.exit(FAILED);
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

  /** The configuration; ends the program when a key is wrong, whatever it was started for. */
  private static Config keys() {
    try {
      Config config = CommandConfig.read();
      List<Violation> wrong = LocalKeys.check(config);
      if (wrong.isEmpty()) {
        return config;
      }
      FleetFile.print(wrong, System.err);
    } catch (StartException e) {
      System.err.println(e.getMessage());
    }
    System.exit(NOT_STARTED);
    throw new IllegalStateException("the program has ended");
  }

  /** Port 0 is any free one, chosen here so that all links, which are made before, name it. */
  private static void choosePort(Config config) {
    if (config
        .getOptionalValue(LocalKeys.HTTP_PORT, Integer.class)
        .filter(p -> p == 0)
        .isPresent()) {
      Port.anyFree().ifPresent(p -> System.setProperty(LocalKeys.HTTP_PORT, String.valueOf(p)));
    }
  }

  /** What came up only while starting. Of a fault of the program itself the log has the trace. */
  private static void tell(Throwable failure) {
    System.out.flush();
    System.err.println(
        StartFailure.line(failure)
            .orElseGet(
                () -> {
                  failure.printStackTrace(System.out);
                  return "Headroom did not start because of a fault of its own: report it with what"
                      + " is written above, and start again";
                }));
  }
}
