package dev.headroom.cycle.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.access.LockOut;
import dev.headroom.access.LookOutcome;
import dev.headroom.access.Looks;
import dev.headroom.access.Question;
import dev.headroom.access.Remark;
import dev.headroom.access.ip.IpAddressNotation;
import dev.headroom.access.json.QuestionReader;
import dev.headroom.auth.LoginBudget;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.fleet.Violation;
import dev.headroom.org.Org;
import dev.headroom.org.TenantId;
import dev.headroom.org.TenantScope;
import dev.headroom.report.LockOutReport;
import dev.headroom.spend.OwnCalls;
import dev.headroom.spend.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockOutCycleTest {
  private static final Org ORG = PollPorts.org("acme-prod");

  private final List<Purpose> purposes = new ArrayList<>();
  private Instant now = Looks.NOW;
  private int asked;
  private boolean spent;

  private final LockOutCycle cycle =
      new LockOutCycle(
          PollPorts.directory(List.of(ORG)),
          (org, request, logins, spending) -> {
            asked++;
            return new LookOutcome.Seen(
                new Looks()
                    .login("203.0.113.7", null, 500)
                    .login("203.0.113.77", null, 12)
                    .at(request.at())
                    .look(),
                3);
          },
          new AuditCycle.Spending(
              new OwnCalls() {
                @Override
                public Answer take(Org org, Purpose purpose, int wanted, Instant at) {
                  purposes.add(purpose);
                  return spent ? new Answer.Wait("all is spent") : new Answer.Granted(wanted);
                }

                @Override
                public void giveBack(Org org, Purpose purpose, int calls, Instant at) {
                  // Nobody counts.
                }
              },
              (org, at) -> LoginBudget.NONE),
          new IpAddressNotation(),
          () -> now);

  private LockOutReport ask(String cidr) {
    return cycle.ask(
        TenantScope.all(),
        "acme-prod",
        new Question(
            null,
            "user",
            Looks.ERP,
            List.of(new Question.Range(null, null, cidr)),
            null,
            null,
            null));
  }

  private static LockOut answer(LockOutReport report) {
    assertThat(report.violations()).isEmpty();
    return java.util.Objects.requireNonNull(report.answer());
  }

  @Test
  void whoeverComesFromOutsideIsLockedOut() {
    LockOut answer = answer(ask("203.0.113.0/26"));
    assertThat(answer.logins()).isEqualTo(512);
    assertThat(answer.lockedOut())
        .singleElement()
        .satisfies(h -> assertThat(h.logins()).isEqualTo(12));
  }

  @Test
  void anotherFormOfTheQuestionAsksTheOrgNothingForAnHour() {
    ask("203.0.113.0/26");
    now = now.plus(Duration.ofMinutes(59));
    assertThat(answer(ask("203.0.113.0/24")).lockedOut()).isEmpty();
    assertThat(asked).isEqualTo(1);
    now = now.plus(Duration.ofMinutes(2));
    ask("203.0.113.0/24");
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void aPersonAsksAndNoJob() {
    ask("203.0.113.0/26");
    assertThat(purposes).containsOnly(Purpose.DOCTOR);
  }

  @Test
  void anOrgThatHasNoCallsLeftIsNotAsked() {
    spent = true;
    assertThat(ask("203.0.113.0/26").violations())
        .singleElement()
        .satisfies(v -> assertThat(v.problem()).contains("all is spent"))
        .satisfies(v -> assertThat(v.remedy()).contains("spend"));
    assertThat(asked).isZero();
  }

  @Test
  void whatIsWrongWithTheQuestionIsSaidBeforeTheOrgIsAsked() {
    assertThat(ask("10.1").violations())
        .extracting(Violation::path)
        .containsExactly("ranges[0].cidr");
    assertThat(asked).isZero();
  }

  @Test
  void anotherTenantsOrgIsNotFound() {
    LockOutReport report =
        cycle.ask(
            TenantScope.of(new TenantId("other")),
            "acme-prod",
            new Question(null, "orgTrusted", null, List.of(), null, null, null));
    assertThat(report.violations())
        .extracting(Violation::problem)
        .containsExactly("the fleet has no org of that id");
    assertThat(asked).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"kind\": 1} | kind | is not text",
        "{\"days\": \"9\"} | days | is not a whole number",
        "{\"ranges\": \"all\"} | ranges | is not a list",
        "{\"ranges\": [1]} | ranges[0] | is not an object",
        "{\"ranges\": [{\"from\": \"1\"}]} | ranges[0].from | is not a member of a range",
        "{\"ranges\": [{\"cidr\": 1}]} | ranges[0].cidr | is not text",
        "{\"range\": []} | range | is not a member of a question"
      })
  void aMemberOfAWrongShapeIsSaidWithItsPath(String json, String path, String problem)
      throws JsonProcessingException {
    List<Remark> wrong = new ArrayList<>();
    QuestionReader.read(new ObjectMapper().readTree(json), wrong);
    assertThat(wrong)
        .singleElement()
        .satisfies(r -> assertThat(r.path()).isEqualTo(path))
        .satisfies(r -> assertThat(r.problem()).isEqualTo(problem));
  }
}
