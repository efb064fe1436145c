package dev.headroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.access.Looks;
import dev.headroom.cycle.audit.AnsweredLockOuts;
import dev.headroom.cycle.audit.LockOutCycle;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.local.running.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LockOutActionTest {
  private final LockOutCycle cycle =
      AnsweredLockOuts.of(
          PollPorts.directory(List.of(PollPorts.org("acme-prod"))), () -> Looks.NOW);

  private Outcome run(String org, Map<String, String> more) {
    Map<String, String> members = new HashMap<>(Map.of("kind", "user", "name", Looks.ERP));
    members.putAll(more);
    return LockOutAction.run(cycle, org, members);
  }

  @Test
  void itSaysWhomAChangeLocksOutAndWhichRangesAreNeeded() {
    Outcome outcome = run("acme-prod", Map.of("ranges", "203.0.113.0/26"));
    assertThat(outcome.toString())
        .contains("12 of 512 logins in the 90 days")
        .contains("from 203.0.113.77, 12 logins, last at")
        .contains("ranges needed: ");
  }

  @Test
  void rangesAreWrittenWithCommasAndDashes() {
    assertThat(
            run("acme-prod", Map.of("ranges", "203.0.113.0-203.0.113.9, 203.0.113.70/28"))
                .toString())
        .contains("None of 512 logins")
        .contains("warning: ranges[1]");
  }

  @Test
  void theSameAsJson() {
    assertThat(run("acme-prod", Map.of("ranges", "203.0.113.0/26", "format", "json")).toString())
        .contains("\"lockedOut\"", "\"rangesNeeded\"");
  }

  @Test
  void whatIsWrongIsSaidAtOnce() {
    assertThat(
            run("acme-prod", Map.of("ranges", "10.1", "days", "many", "format", "xml")).toString())
        .contains("days", "is not a whole number", "format");
    assertThat(run("acme-prod", Map.of("ranges", "10.1", "mode", "some")).toString())
        .contains("ranges[0]", "mode");
    assertThat(run("nobody", Map.of()).toString()).contains("the fleet has no org of that id");
  }
}
