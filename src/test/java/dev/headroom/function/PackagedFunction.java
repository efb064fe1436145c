package dev.headroom.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * One function of the packaged artifact, running as a process of its own as it does on Lambda: a
 * native executable where the artifact has one, else Java.
 */
final class PackagedFunction implements AutoCloseable {
  static final Path ZIP = Path.of("target", "function.zip");
  private static final String BOOTSTRAP = "bootstrap";
  private static final String HANDLER = "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest";

  private final RuntimeApi api = new RuntimeApi();
  private final Process process;
  private final Path log;

  /**
   * Starts it.
   *
   * @param code where {@link #unzipTo} put the artifact
   */
  PackagedFunction(String export, Path code, Map<String, String> environment) throws IOException {
    log = code.resolve(export + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(isNative() ? nativeCommand(code) : javaCommand(code))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
    builder.environment().put("_HANDLER", HANDLER);
    builder.environment().put("LAMBDA_TASK_ROOT", code.toString());
    builder.environment().put("QUARKUS_FUNQY_EXPORT", export);
    process = builder.start();
  }

  /** Whether the artifact is a native executable. */
  static boolean isNative() throws IOException {
    try (ZipFile zip = new ZipFile(ZIP.toFile())) {
      return zip.getEntry(BOOTSTRAP) != null;
    }
  }

  private static List<String> nativeCommand(Path code) {
    return List.of(code.resolve(BOOTSTRAP).toString(), "-Xmx128m");
  }

  private static List<String> javaCommand(Path code) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        // As the templates have it.
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        classPath(code),
        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
        HANDLER);
  }

  /** Its answer to {@code event}; text that begins with "error " where it failed. */
  String ask(String event) throws IOException, InterruptedException {
    String answer = api.invoke(event, process);
    if (answer == null && !process.isAlive() && process.exitValue() != 0) {
      // A native executable that cannot start says why in its log and ends.
      return "error ended with " + process.exitValue();
    }
    if (answer == null) {
      throw new AssertionError("no answer; its log:\n" + log());
    }
    return answer;
  }

  /** What it has logged so far. */
  String log() throws IOException {
    return Files.readString(log, UTF_8);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    api.close();
  }

  /** Unpacks the artifact. */
  static void unzipTo(Path folder) throws IOException {
    try (ZipFile zip = new ZipFile(ZIP.toFile())) {
      for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
          throw new IOException(entry.getName() + " leads out of the artifact");
        }
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (var in = zip.getInputStream(entry)) {
          Files.copy(in, file);
        }
        if (entry.getName().equals(BOOTSTRAP) && !file.toFile().setExecutable(true)) {
          throw new IOException(file + " cannot be made executable");
        }
      }
    }
  }

  /** The artifact and its libraries; of the tests' own only the runtime interface client. */
  private static String classPath(Path code) {
    String client =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(
                jar ->
                    jar.contains("aws-lambda-java-runtime-interface-client")
                        || jar.contains("aws-lambda-java-serialization"))
            .collect(Collectors.joining(File.pathSeparator));
    return String.join(
        File.pathSeparator, code.toString(), code.resolve("lib") + File.separator + "*", client);
  }
}
