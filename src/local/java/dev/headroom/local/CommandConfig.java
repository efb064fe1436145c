package dev.headroom.local;

import dev.headroom.local.file.FileProblem;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;

/**
 * The configuration of a command that runs before, and without, the application: system properties,
 * environment, {@code config/application.properties} and the defaults in the jar, with the
 * application's own precedence.
 */
public final class CommandConfig {
  // The application's precedence: Quarkus, "Configuration Reference Guide".
  private static final int FILE_RANK = 260;
  private static final int JAR_RANK = 250;

  private CommandConfig() {}

  /**
   * Returns the present configuration.
   *
   * @throws StartException if the file of keys cannot be read
   */
  public static Config read() {
    ClassLoader loader = CommandConfig.class.getClassLoader();
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .forClassLoader(loader)
            .addDefaultInterceptors()
            .addDefaultSources()
            .withDefaultValue("quarkus.http.port", "8080")
            // The environment may contain anything; LocalKeys reports other misspelt keys.
            .withDefaultValue(SmallRyeConfig.SMALLRYE_CONFIG_MAPPING_VALIDATE_UNKNOWN, "false")
            .withProfile("prod");
    Path file = Path.of("config", "application.properties");
    if (Files.exists(file)) {
      try (InputStream readable = Files.newInputStream(file)) {
        readable.read();
        builder.withSources(new PropertiesConfigSource(file.toUri().toURL(), FILE_RANK));
      } catch (IOException e) {
        throw unreadable(file, FileProblem.of(e));
      } catch (IllegalArgumentException e) {
        throw unreadable(file, "it holds a \\u that is not followed by four hexadecimal digits");
      }
    }
    try {
      URL inJar = loader.getResource("application.properties");
      if (inJar != null) {
        builder.withSources(new PropertiesConfigSource(inJar, JAR_RANK));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the configuration cannot be read", e);
    }
    return builder.build();
  }

  private static StartException unreadable(Path file, String why) {
    return new StartException(
        "the file %s cannot be read (%s): correct or remove it".formatted(file, why));
  }
}
