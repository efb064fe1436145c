package dev.headroom.local.web;

import dev.headroom.bench.KitStore;
import dev.headroom.org.OrgId;
import dev.headroom.usage.IntegrationRule;
import dev.headroom.usage.IntegrationRule.Budget;
import dev.headroom.usage.IntegrationRule.Match;
import dev.headroom.usage.UsageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The usage of {@code acme-prod}: five days out of committed event log files. */
final class UsageFixtures {
  static final OrgId ORG = new OrgId("acme-prod");

  static final IntegrationRule NIGHTLY =
      new IntegrationRule(
          "nightly",
          "Nightly load",
          new Match(List.of(), List.of(), List.of("ApiClient"), List.of(), List.of()),
          "erp-team",
          "erp@acme.example",
          new Budget(15, true));

  private UsageFixtures() {}

  static void fill(FakeFleet fleet, UsageStore usage) {
    fleet.name(List.of(NIGHTLY));
    if (usage.memory(ORG).version() > 0) {
      return;
    }
    try {
      KitStore.fill(usage, ORG, Path.of("src/bench/usage/logs"), "teak", List.of(NIGHTLY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
