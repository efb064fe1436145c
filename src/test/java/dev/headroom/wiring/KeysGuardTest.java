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
import org.junit.jupiter.params.provider.ValueSource;

class KeysGuardTest {
  @Test
  void allProblemsAreReportedInOneMessage() {
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

  @Test
  void theKeysOfADeploymentAreCheckedAndTheHeartbeatsAddressIsNotShown() {
    assertThatThrownBy(
            () ->
                configured(
                    Map.of(
                        "headroom.poll.interval", "PT1M",
                        "headroom.tokens.key", "alias/headroom",
                        "headroom.metrics.stack", "two words",
                        "headroom.heartbeat.url", "beat.example/s3cret")))
        .hasMessageContainingAll(
            "headroom.poll.interval: ",
            "headroom.tokens.key: is not the ARN of a KMS key",
            "headroom.metrics.stack: holds a blank",
            "headroom.heartbeat.url: is neither an http or https URL nor a reference")
        .hasMessageNotContaining("s3cret");
    assertThat(
            configured(
                    Map.of(
                        "headroom.poll.interval", "PT15M",
                        "headroom.tokens.key",
                            "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab",
                        "headroom.metrics.stack", "headroom-prod",
                        "headroom.heartbeat.url", "https://beat.example/s3cret"))
                .getConfigValue("headroom.metrics.stack")
                .getValue())
        .isEqualTo("headroom-prod");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://beat.example/s3cret",
        "ssm:/headroom/prod/heartbeat/url",
        "secretsmanager:headroom/prod/heartbeat/all#url"
      })
  void theHeartbeatsAddressIsAUrlOrAReferenceToOne(String address) {
    assertThat(
            configured(Map.of("headroom.heartbeat.url", address))
                .getConfigValue("headroom.heartbeat.url")
                .getValue())
        .isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ssm:", "ssm:/two words", "vault:s3cret", "kms:alias/headroom/prod/s3cret"})
  void anInvalidOrSigningReferenceIsNotAnAddress(String address) {
    assertThatThrownBy(() -> configured(Map.of("headroom.heartbeat.url", address)))
        .hasMessageContaining("headroom.heartbeat.url: is neither")
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"headroom.pages.url", "headroom.queues.poll"})
  void aPasswordInAnAddressIsNotShown(String key) {
    assertThatThrownBy(() -> configured(Map.of(key, "https//admin:s3cret@h.example.com")))
        .hasMessageContaining(key + ": is not an http or https URL")
        .hasMessageNotContaining("s3cret");
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
  @CsvSource({
    "headroom.queues.dead-letters, https://sqs/1/dead, headroom.queues.most-receives",
    "headroom.queues.most-receives, 3, headroom.queues.dead-letters"
  })
  void aDeadLetterQueueAndTheReceivesBeforeItAreGivenTogether(
      String given, String value, String other) {
    assertThatThrownBy(() -> configured(Map.of(given, value)))
        .hasMessageContaining(other + ": is missing beside " + given);
  }

  @ParameterizedTest
  @CsvSource({"0", "1001", "three"})
  void receivesAreThoseOfARedrivePolicy(String receives) {
    assertThatThrownBy(
            () ->
                configured(
                    Map.of(
                        "headroom.queues.most-receives",
                        receives,
                        "headroom.queues.dead-letters",
                        "dead")))
        .hasMessageContainingAll(
            "headroom.queues.most-receives: is not a whole number from 1 to 1000",
            "headroom.queues.dead-letters: is not an http or https URL");
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
