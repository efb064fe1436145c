package dev.headroom.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysGuardTest {
  @Test
  void allThatIsWrongIsToldInOneMessage() {
    assertThatThrownBy(
            () ->
                configured(
                    Map.of(
                        "headroom.poll.concurrency", "0",
                        "headroom.pages.url", "pages",
                        "headroom.tables.state", "headroom-samples")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(
            "headroom.poll.concurrency: ",
            "headroom.pages.url: ",
            "headroom.tables.samples: names the same table");
  }

  @ParameterizedTest
  @CsvSource({
    "dispatch, headroom.queues.poll",
    "publish, headroom.queues.notification",
    "notify, headroom.queues.notification"
  })
  void aFunctionThatSendsNeedsItsQueue(String function, String queue) {
    assertThatThrownBy(() -> configured(Map.of("quarkus.funqy.export", function)))
        .hasMessageContaining(queue + ": is missing")
        .hasMessageContaining(function);
    assertThat(
            configured(Map.of("quarkus.funqy.export", function, queue, "https://sqs/1/q"))
                .getConfigValue(queue)
                .getValue())
        .isEqualTo("https://sqs/1/q");
  }

  @ParameterizedTest
  @CsvSource({"poll", "manage"})
  void othersNeedNoQueue(String function) {
    assertThat(
            configured(Map.of("quarkus.funqy.export", function))
                .getConfigValue("headroom.none")
                .getValue())
        .isNull();
  }

  @Test
  void valuesPassAsTheyAre() {
    SmallRyeConfig config = configured(Map.of("a", "${b:c}", "headroom.poll.concurrency", "7"));
    assertThat(config.getValue("a", String.class)).isEqualTo("c");
    assertThat(config.getValue("headroom.poll.concurrency", int.class)).isEqualTo(7);
  }

  private static SmallRyeConfig configured(Map<String, String> keys) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withSources(new PropertiesConfigSource(new HashMap<>(keys), "test", 100))
        .withInterceptorFactories(new KeysGuard())
        .build();
  }
}
