package dev.headroom.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.access.Looks;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.InMemoryNotes;
import dev.headroom.cycle.ask.BacktestCycle;
import dev.headroom.cycle.ask.EraseCycle;
import dev.headroom.cycle.ask.ManageCycle;
import dev.headroom.cycle.ask.NoteCycle;
import dev.headroom.cycle.ask.OrgChecks;
import dev.headroom.cycle.ask.OrgOrders;
import dev.headroom.cycle.ask.PauseCycle;
import dev.headroom.cycle.ask.WhatIfCycle;
import dev.headroom.cycle.audit.AnsweredLockOuts;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.cycle.tell.SweepTrigger;
import dev.headroom.cycle.tell.TargetsCycle;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Manifest;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.org.OrgDirectory;
import dev.headroom.usage.InMemoryUsageStore;
import dev.headroom.usage.NoUsage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManageLockOutTest {
  private static final InstantSource NOW = () -> Looks.NOW;

  private final ObjectMapper json = new ObjectMapper();
  private final OrgDirectory directory = PollPorts.directory(List.of(PollPorts.org("acme-prod")));
  private final FleetStore fleet = PollPorts.fleet(List.of());
  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final InMemoryUsageHistory history = new InMemoryUsageHistory(NOW, Duration.ofDays(30));
  private final TargetsCycle targets =
      new TargetsCycle(fleet, new InMemoryNotifyStore(), SweepTrigger.NONE, NOW);
  private final ManageFunction function =
      new ManageFunction(
          new ManageCycle(text -> new Manifest.Invalid(List.of()), fleet, targets, NOW, ""),
          targets,
          new OrgOrders(
              new PauseCycle(directory, fleet, states, SlotObservers.NONE, NOW),
              new EraseCycle(directory, fleet, new NoUsage()),
              new NoteCycle(directory, fleet, states, new InMemoryNotes(), NOW)),
          new ManageFunction.Questions(
              new BacktestCycle(
                  directory,
                  fleet,
                  history,
                  states,
                  new CsvLimitCatalogue(),
                  text -> new Manifest.Invalid(List.of()),
                  NOW),
              new WhatIfCycle(
                  directory,
                  history,
                  states,
                  new InMemoryUsageStore(),
                  new CsvLimitCatalogue(),
                  NOW),
              AnsweredLockOuts.of(directory, NOW),
              OrgChecks.unable("no org is asked", "Ask elsewhere."),
              ManageFunctions.samples()),
          FunctionCaller.PATIENT,
          "1.2.3");

  private JsonNode ask(String event) throws JsonProcessingException {
    return json.valueToTree(
        function.manage(json.readValue(event.replace('\'', '"'), ManageEvent.class)));
  }

  @Test
  void aQuestionIsAnsweredWithWhomItLocksOut() throws JsonProcessingException {
    JsonNode answer =
        ask(
            "{'action':'lock-out','org':'acme-prod','kind':'user','name':'%s','ranges':[{'cidr':'203.0.113.0/26'}]}"
                .formatted(Looks.ERP));
    assertThat(answer.path("violations")).isEmpty();
    JsonNode lockOut = answer.path("lockOut");
    assertThat(lockOut.path("complete").asBoolean()).isTrue();
    assertThat(lockOut.path("lockedOut").path(0).path("address").asText())
        .isEqualTo("203.0.113.77");
    assertThat(lockOut.path("lockedOut").path(0).path("logins").asInt()).isEqualTo(12);
    assertThat(lockOut.path("summary").asText()).startsWith("12 of 512 logins");
    assertThat(answer.path("version").asText()).isEqualTo("1.2.3");
  }

  @Test
  void aQuestionWithoutAnOrgIsABadEvent() {
    assertThatThrownBy(() -> ask("{'action':'lock-out','kind':'orgTrusted'}"))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("org");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'action':'lock-out','org':'nobody','kind':'orgTrusted'}; org",
        "{'action':'lock-out','org':'acme-prod','kind':'group'}; kind",
        "{'action':'lock-out','org':'acme-prod','kind':'user'}; name",
        "{'action':'lock-out','org':'acme-prod','kind':'user','name':'a','days':'9'}; days",
        "{'action':'lock-out','org':'acme-prod','kind':'user','name':'a','days':900}; days",
        "{'action':'lock-out','org':'acme-prod','kind':'user','name':'a','who':'b'}; who",
        "{'action':'lock-out','org':'acme-prod','kind':'user','name':'a','ranges':'all'}; ranges",
        "{'action':'lock-out','org':'acme-prod','kind':'orgTrusted','manifest':'x'}; manifest"
      })
  void whatIsWrongIsNamed(String event, String path) throws JsonProcessingException {
    JsonNode answer = ask(event);
    assertThat(answer.path("violations").findValuesAsText("path")).contains(path);
    assertThat(answer.has("lockOut")).isFalse();
  }
}
