package dev.headroom.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.cycle.ManageCycle;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Settings;
import dev.headroom.fleet.Violation;
import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.http.EgressPolicy;
import dev.headroom.wiring.TargetTypes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManageFunctionTest {
  private final ObjectMapper json = new ObjectMapper();
  private final ManageFunction function =
      new ManageFunction(
          new ManageCycle(
              new YamlManifestReader(new EgressPolicy(false), TargetTypes.ALL),
              new Empty(),
              InstantSource.fixed(Instant.EPOCH)),
          "1.2.3");

  /** A store that has nothing and keeps nothing. */
  private static final class Empty implements FleetStore {
    @Override
    public Settings settings() {
      return new Settings(0, List.of(), Map.of(), List.of());
    }

    @Override
    public Fleet load() {
      return Fleet.EMPTY;
    }

    @Override
    public void apply(Fleet wanted, List<Change> changes, String actor, Instant at) {}
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "validate | {~violations~:[],~changes~:[],~version~:~1.2.3~}",
        "plan | {~violations~:[],~changes~:[{~action~:~add~,~kind~:~tenant~,~id~:~a~}],~version~:~1.2.3~}",
        "apply | {~violations~:[],~changes~:[{~action~:~add~,~kind~:~tenant~,~id~:~a~}],~version~:~1.2.3~}"
      })
  void answersInTheShapeThatOthersScriptAgainst(String action, String answer)
      throws JsonProcessingException {
    assertThat(
            json.writeValueAsString(
                call(action, "version: 1\\ntenants: [{id: a, name: A}]\\norgs: []\\n")))
        .isEqualTo(answer.replace('~', '"'));
  }

  @Test
  void aViolationHasItsFourMembers() throws JsonProcessingException {
    assertThat(json.writeValueAsString(call("apply", "version: 2\\ntenants: []\\norgs: []\\n")))
        .isEqualTo(
            """
            {"violations":[{"path":"version","value":"2",\
            "problem":"is not a version of the manifest",\
            "remedy":"Write 'version: 1', the only version there is."}],"changes":[],"version":"1.2.3"}""");
  }

  @Test
  void everyMissingMemberIsTold() {
    assertThatThrownBy(() -> function.manage(json.readValue("{}", ManageEvent.class)))
        .asInstanceOf(type(InvalidEventException.class))
        .extracting(e -> e.violations().stream().map(Violation::path).toList())
        .isEqualTo(List.of("action", "manifest"));
    assertThatThrownBy(() -> function.manage(null)).isInstanceOf(InvalidEventException.class);
  }

  @Test
  void anUnknownActionIsTold() {
    assertThatThrownBy(() -> call("destroy", ""))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage("action: is not an action (found: destroy). Write validate, plan or apply.");
  }

  private ManageAnswer call(String action, String manifest) throws JsonProcessingException {
    return function.manage(
        json.readValue(
            "{\"action\":\"%s\",\"manifest\":\"%s\"}".formatted(action, manifest),
            ManageEvent.class));
  }
}
