package dev.headroom.cycle.tell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cycle.tell.ShownWorld.Artefact;
import dev.headroom.notify.Target;
import dev.headroom.org.TenantId;
import dev.headroom.org.TenantScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * Nothing of one tenant is in anything that is made for another: pages, API answers, errors and
 * messages. The same without scopes or owners has to leak, or the test would see nothing.
 */
class TenantsStayApartTest {
  /** The whole figure is of 20 seeds and 200 fleets of each: {@code src/bench/isolation}. */
  private static final int SEEDS = Integer.getInteger("headroom.isolation.seeds", 1);

  private static final int OF_EACH = Integer.getInteger("headroom.isolation.fleets", 60);
  private static final int FLEETS = SEEDS * OF_EACH;
  private static final long SEED = Long.getLong("headroom.isolation.seed", 20261128);

  /** The seed of fleet {@code i}: fleets of one seed follow one another, seeds are far apart. */
  private static long seed(int i) {
    return SEED + 1_000_003L * (i / OF_EACH) + i % OF_EACH;
  }

  /** What came of looking at all fleets. */
  private static final class Tally {
    private int artefacts;
    private final List<String> leaks = new ArrayList<>();
    private int leakyFleets;

    void check(BiFunction<GeneratedFleet, String, List<Artefact>> made) {
      for (int i = 0; i < FLEETS; i++) {
        GeneratedFleet fleet = GeneratedFleet.of(seed(i));
        int before = leaks.size();
        for (String tenant : fleet.tenants()) {
          Set<String> secrets = fleet.secretsFrom(tenant);
          for (Artefact artefact : made.apply(fleet, tenant)) {
            artefacts++;
            String leak = GeneratedFleet.leak(artefact.text(), secrets);
            if (leak != null) {
              leaks.add(
                  "seed %d, for %s: %s tells of %s"
                      .formatted(seed(i), tenant, artefact.name(), leak));
            }
          }
        }
        leakyFleets += leaks.size() > before ? 1 : 0;
        if (SEEDS > 1 && (i + 1) % OF_EACH == 0) {
          System.out.printf(
              "seed %d of %d: %d artefacts and %d leaks so far%n",
              (i + 1) / OF_EACH, SEEDS, artefacts, leaks.size());
        }
      }
    }

    void print(String what) {
      System.out.printf(
          "%s: %d fleets, %d artefacts, %d leaks in %d fleets%n",
          what, FLEETS, artefacts, leaks.size(), leakyFleets);
    }
  }

  /** What each tenant of all fleets is shown: made once for the tests that look at it. */
  private static final class Shown {
    static final Tally TALLY = new Tally();
    static final List<OfAnother> OF_ANOTHER = new ArrayList<>();

    static {
      TALLY.check(
          (fleet, tenant) -> {
            List<Artefact> all = new ShownWorld(fleet).shown(scope(tenant), tenant);
            OF_ANOTHER.add(OfAnother.among(all, "%s of fleet %s".formatted(tenant, fleet)));
            return all;
          });
      TALLY.print("pages, API answers and errors");
    }
  }

  /**
   * Answers to questions about what is another's.
   *
   * @param texts by what was asked; each different one once
   */
  private record OfAnother(String asker, int answers, Map<String, Set<String>> texts) {
    static OfAnother among(List<Artefact> all, String asker) {
      Map<String, Set<String>> texts = new TreeMap<>();
      int answers = 0;
      for (Artefact artefact : all) {
        if (artefact.name().endsWith(ShownWorld.OF_ANOTHER)) {
          texts.computeIfAbsent(artefact.name(), n -> new TreeSet<>()).add(artefact.text());
          answers++;
        }
      }
      return new OfAnother(asker, answers, texts);
    }
  }

  @Test
  void noPageAnswerOrErrorTellsOfAnotherTenant() {
    assertThat(Shown.TALLY.leaks).isEmpty();
    assertThat(Shown.TALLY.artefacts).isGreaterThan(FLEETS * 30);
  }

  @Test
  void anotherTenantsDataIsAnsweredAsMissing() {
    assertThat(Shown.OF_ANOTHER).hasSizeGreaterThan(FLEETS);
    int answers = 0;
    for (OfAnother one : Shown.OF_ANOTHER) {
      assertThat(one.texts()).hasSize(10);
      one.texts()
          .forEach((name, all) -> assertThat(all).as("%s, for %s", name, one.asker()).hasSize(1));
      answers += one.answers();
    }
    System.out.printf("what is another's: %d answers as of what is not there%n", answers);
  }

  @Test
  void withoutAScopeTheyWould() {
    Tally tally = new Tally();
    tally.check((fleet, tenant) -> new ShownWorld(fleet).shown(TenantScope.all(), tenant));
    tally.print("pages, API answers and errors without a scope");
    assertThat(tally.leakyFleets).isEqualTo(FLEETS);
  }

  @Test
  void whatATenantIsShownIsWhatItWouldBeShownAlone() {
    int same = 0;
    for (int i = 0; i < FLEETS; i++) {
      GeneratedFleet fleet = GeneratedFleet.of(seed(i));
      for (String tenant : fleet.tenants()) {
        List<Artefact> together = new ShownWorld(fleet).quietly(scope(tenant), tenant);
        List<Artefact> alone = new ShownWorld(fleet.only(tenant)).quietly(scope(tenant), tenant);
        assertThat(together).as("seed %d, %s", seed(i), tenant).isEqualTo(alone);
        same += together.size();
      }
    }
    System.out.printf("as if alone: %d fleets, %d artefacts are the same%n", FLEETS, same);
  }

  @Test
  void noMessageToATenantsTargetTellsOfAnotherTenant() {
    Tally tally = new Tally();
    tally.check((fleet, tenant) -> messages(fleet, fleet, tenant));
    tally.print("messages to tenants' targets");
    assertThat(tally.leaks).isEmpty();
    assertThat(tally.artefacts).isGreaterThan(FLEETS * 5);
  }

  @Test
  void withoutOwnersTheyWould() {
    Tally tally = new Tally();
    tally.check((fleet, tenant) -> messages(fleet.withoutTenants(), fleet, tenant));
    tally.print("messages to the same targets without owners");
    assertThat(tally.leakyFleets).isGreaterThan(FLEETS / 2);
  }

  private static List<Artefact> messages(GeneratedFleet told, GeneratedFleet owned, String tenant) {
    ShownWorld world = new ShownWorld(told);
    world.tell();
    return owned.targets().stream()
        .filter(target -> tenant.equals(target.tenant()))
        .map(Target::id)
        .flatMap(id -> world.messages(id).stream())
        .toList();
  }

  private static TenantScope scope(String tenant) {
    return TenantScope.of(new TenantId(tenant));
  }
}
