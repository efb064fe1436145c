package dev.headroom.local;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;

/**
 * The configuration of a command that runs before, and without, the application: system properties,
 * environment, {@code config/application.properties} and the defaults in the jar, in the
 * application's own order of rank.
 */
public final class CommandConfig {
  // As the application ranks them: Quarkus, "Configuration Reference Guide".
  private static final int FILE_RANK = 260;
  private static final int JAR_RANK = 250;

  private CommandConfig() {}

  /** The configuration as it is now. */
  public static Config read() {
    ClassLoader loader = CommandConfig.class.getClassLoader();
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .forClassLoader(loader)
            .addDefaultInterceptors()
            .addDefaultSources()
            .withDefaultValue("quarkus.http.port", "8080")
            .withProfile("prod");
    try {
      Path file = Path.of("config", "application.properties");
      if (Files.isReadable(file)) {
        builder.withSources(new PropertiesConfigSource(file.toUri().toURL(), FILE_RANK));
      }
      URL inJar = loader.getResource("application.properties");
      if (inJar != null) {
        builder.withSources(new PropertiesConfigSource(inJar, JAR_RANK));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the configuration cannot be read", e);
    }
    return builder.build();
  }
}
