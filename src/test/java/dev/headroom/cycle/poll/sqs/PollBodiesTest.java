package dev.headroom.cycle.poll.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.cycle.poll.PollMessage;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollBodiesTest {
  private static final PollMessage ASKED =
      new PollMessage(Instant.parse("2026-11-25T10:05:00Z"), List.of(new OrgId("acme-prod")));

  private final PollBodies bodies = new PollBodies(new ObjectMapper());

  @Test
  void onlyAMessageOfTheScheduleSaysSo() throws Exception {
    assertThat(bodies.write(ASKED))
        .isEqualTo("{\"slot\":\"2026-11-25T10:05:00Z\",\"orgs\":[\"acme-prod\"]}");
    assertThat(bodies.read(bodies.write(ASKED))).isEqualTo(ASKED);
    assertThat(bodies.write(ASKED.asScheduled())).endsWith(",\"scheduled\":true}");
    assertThat(bodies.read(bodies.write(ASKED.asScheduled()))).isEqualTo(ASKED.asScheduled());
    assertThat(
            bodies.read(
                "{\"slot\": \"2026-11-25T10:05:00Z\", \"orgs\": [\"acme-prod\"], \"scheduled\":"
                    + " false}"))
        .isEqualTo(ASKED);
  }
}
