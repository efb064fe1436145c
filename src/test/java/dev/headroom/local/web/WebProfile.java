package dev.headroom.local.web;

import static java.util.Objects.requireNonNull;

import dev.headroom.wiring.FleetTime;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The web side alone, over {@link FakeFleet}: no store, no cycle, no simulator, a set clock. */
public class WebProfile implements QuarkusTestProfile {
  private static final List<String> PACKAGES_LEFT_OUT =
      List.of(
          "alert.**",
          "auth.**",
          "cycle.**",
          "dynamodb.**",
          "export.**",
          "fleet.**",
          "forecast.**",
          "function.**",
          "history.**",
          "http.**",
          "limits.**",
          "local.*",
          "local.dynamodb.**",
          "local.queue.**",
          "local.simulator.**",
          "notify.**",
          "org.**",
          "sqs.**",
          "usage.**");

  @Override
  public Set<Class<?>> getEnabledAlternatives() {
    return Set.of(FakeFleet.class, FakeClocks.class);
  }

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "quarkus.arc.exclude-types",
        Stream.concat(PACKAGES_LEFT_OUT.stream(), wiring())
            .map("dev.headroom."::concat)
            .collect(Collectors.joining(",")));
  }

  /** The classes of {@code wiring}; a qualifier that is left out would no longer be one. */
  private static Stream<String> wiring() {
    try {
      Path folder =
          Path.of(requireNonNull(FleetTime.class.getResource("FleetTime.class")).toURI())
              .getParent();
      try (Stream<Path> classes = Files.list(requireNonNull(folder))) {
        return classes
            .map(c -> String.valueOf(c.getFileName()).replace(".class", ""))
            .filter(c -> !c.equals("FleetTime") && !c.equals("package-info"))
            .map("wiring."::concat)
            .toList()
            .stream();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
