package dev.headroom.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The time that {@code poll} keeps to is the timeout of the deployed function: with more it would
 * be stopped while it reads, and all of its messages would come again.
 */
class PollTimeoutTest {
  private static final Path TEMPLATE = Path.of("infra/sam/template.yaml");
  private static final Pattern TIMEOUT =
      Pattern.compile("(?s)\n  PollFunction:\n(?:    [^\n]*\n|\n)*?      Timeout: (\\d+)\n");

  @Test
  void theDefaultIsTheTimeoutOfTheTemplate() throws Exception {
    String template = Files.readString(TEMPLATE);
    Matcher timeout = TIMEOUT.matcher(template);

    assertThat(timeout.find()).isTrue();
    assertThat(Duration.ofSeconds(Long.parseLong(timeout.group(1)))).isEqualTo(usual().time());
    assertThat(template).doesNotContain("HEADROOM_POLL_TIME", "HEADROOM_POLL_ORG_DEADLINE");
  }

  @Test
  void theSlowestOrgFitsIntoIt() {
    // A token, the version and the limits share the deadline; 6 s are kept for what comes after.
    assertThat(usual().orgDeadline().plusSeconds(6)).isLessThan(usual().time());
  }

  private static PollConfig usual() {
    return new SmallRyeConfigBuilder()
        .withMapping(PollConfig.class)
        .build()
        .getConfigMapping(PollConfig.class);
  }
}
