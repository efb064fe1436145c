package dev.headroom.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Local mode as {@code ./mvnw -Plocal package} makes it, run as a process of its own. */
public final class Program {
  private static final Path BUILD = Path.of("target", "program").toAbsolutePath();
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final long MAX_SECONDS_OF_BUILD = 300;
  private static final long MAX_SECONDS_OF_RUN = 60;

  private Program() {}

  /** The run of Maven that these tests are part of; empty where they were started otherwise. */
  private static final String RUN = System.getProperty("tests.run", "");

  /** Built once in a run of Maven, by whichever of its processes asks first. */
  private static final class Holder {
    static final Path JAR = build();
  }

  /**
   * What a process that has ended left.
   *
   * @param out lines of standard output
   * @param err lines of standard error
   */
  public record Ended(int exitCode, List<String> out, List<String> err) {
    /** The last line of standard error; empty when it has none. */
    public String lastError() {
      return err.isEmpty() ? "" : err.getLast();
    }
  }

  /** The archive of its own classes. */
  public static Path classes() throws IOException {
    try (Stream<Path> files = Files.list(Holder.JAR.resolveSibling("app"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    }
  }

  /** Starts it in {@code folder} with these keys, its output in files there. */
  public static Process start(Path folder, Map<String, String> keys, List<String> arguments)
      throws IOException {
    return start(folder, keys, Map.of(), arguments);
  }

  /** The same with further variables in its environment. */
  public static Process start(
      Path folder,
      Map<String, String> keys,
      Map<String, String> environment,
      List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-Xmx256m"));
    // Quick to start: most of these processes end within a second.
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    keys.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-jar", Holder.JAR.toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out.txt").toFile())
            .redirectError(folder.resolve("err.txt").toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Runs it in {@code folder} until it ends. */
  public static Ended run(Path folder, Map<String, String> keys, List<String> arguments)
      throws IOException, InterruptedException {
    Process process = start(folder, keys, arguments);
    try {
      if (!process.waitFor(MAX_SECONDS_OF_RUN, TimeUnit.SECONDS)) {
        throw new AssertionError(
            "it goes on running with " + keys + ":\n" + lines(folder.resolve("out.txt")));
      }
    } finally {
      process.destroyForcibly();
    }
    return new Ended(
        process.exitValue(), lines(folder.resolve("out.txt")), lines(folder.resolve("err.txt")));
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8).lines().toList();
  }

  /** In a copy of the sources: the build under test is not touched. */
  private static Path build() {
    Path jar = BUILD.resolve("target/quarkus-app/quarkus-run.jar");
    Path builtBy = BUILD.resolve("built-by");
    try (FileChannel lock =
        FileChannel.open(
            BUILD.resolveSibling("program.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      lock.lock(); // until it is closed
      if (RUN.isEmpty() || !Files.exists(builtBy) || !Files.readString(builtBy).equals(RUN)) {
        delete(BUILD);
        for (String part : List.of(".mvn", "mvnw", "pom.xml", "src/main", "src/local")) {
          copy(Path.of(part), BUILD.resolve(part));
        }
        maven();
        Files.writeString(builtBy, RUN);
      }
      return jar;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static void maven() throws IOException, InterruptedException {
    Path log = BUILD.resolve("build.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                BUILD.resolve("mvnw").toString(), "-B", "-q", "-ntp", "-Plocal", "package")
            .directory(BUILD.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process maven = builder.start();
    boolean ended = maven.waitFor(MAX_SECONDS_OF_BUILD, TimeUnit.SECONDS);
    maven.descendants().forEach(ProcessHandle::destroyForcibly); // mvnw waits for its Java
    maven.destroyForcibly();
    if (!ended || maven.exitValue() != 0) {
      throw new AssertionError("local mode was not packaged:\n" + Files.readString(log));
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path copy = to.resolve(from.relativize(file).toString()).normalize();
            Files.createDirectories(copy.getParent());
            Files.copy(
                file,
                copy,
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
