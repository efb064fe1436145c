package dev.headroom.fleet;

import dev.headroom.alert.Policy;
import dev.headroom.alert.Reminders;
import dev.headroom.export.ExporterRule;
import dev.headroom.fleet.Change.Action;
import dev.headroom.notify.Target;
import dev.headroom.org.Org;
import dev.headroom.org.Tenant;
import dev.headroom.usage.AdviceRule;
import dev.headroom.usage.IntegrationRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The changes from the stored fleet to a desired one. Equal entries are not listed. */
public final class FleetDiff {
  private final List<Change> changes = new ArrayList<>();

  private FleetDiff() {}

  /**
   * Returns the changes that lead from {@code stored} to {@code wanted}: tenants, orgs, policies,
   * targets, routes, ports, integrations, spend, access, exporters, advice, reminders, mutes,
   * overrides; for each kind what is added and changed in the desired order, then what is removed.
   *
   * <p>Tenants, orgs, targets, ports and integrations are identified by id, so their order does not
   * matter here; that of integrations is used, but a change of it alone is not listed. Policies,
   * routes, spend caps, access entries and mutes have no name and are read in order, so they are
   * compared place by place.
   */
  public static List<Change> between(Fleet stored, Fleet wanted) {
    FleetDiff diff = new FleetDiff();
    diff.byId("tenant", stored.tenants(), wanted.tenants(), Tenant::id);
    diff.byId("org", stored.orgs(), wanted.orgs(), (Org org) -> org.id().value());
    diff.byPlace("policy", "policies", plain(stored), plain(wanted));
    diff.byId("target", stored.targets(), wanted.targets(), (Target t) -> t.id().value());
    diff.byPlace("route", "routes", stored.routes(), wanted.routes());
    diff.byId("port", List.copyOf(stored.ports()), List.copyOf(wanted.ports()), String::valueOf);
    diff.byId("integration", stored.integrations(), wanted.integrations(), IntegrationRule::id);
    diff.byPlace("spend", "spend", stored.spend(), wanted.spend());
    diff.byPlace("access", "access", stored.access(), wanted.access());
    diff.byId("exporter", stored.exporters(), wanted.exporters(), ExporterRule::id);
    diff.byId("advice", advice(stored), advice(wanted), rule -> "advice");
    diff.byId("reminders", reminders(stored), reminders(wanted), rule -> "reminders");
    diff.byPlace("mute", "mutes", stored.telling().mutes(), wanted.telling().mutes());
    diff.byPlace("override", "overrides", stored.overrides(), wanted.overrides());
    return List.copyOf(diff.changes);
  }

  /** Whether a default is written out changes nothing. */
  private static List<Policy> plain(Fleet fleet) {
    return fleet.policies().stream().map(Policy::plain).toList();
  }

  /** What holds where nothing is said is not listed. */
  private static List<AdviceRule> advice(Fleet fleet) {
    return fleet.advice().equals(AdviceRule.DEFAULT) ? List.of() : List.of(fleet.advice());
  }

  private static List<Reminders> reminders(Fleet fleet) {
    Reminders reminders = fleet.telling().reminders();
    return reminders.equals(Reminders.OFF) ? List.of() : List.of(reminders);
  }

  private <T> void byId(String kind, List<T> stored, List<T> wanted, Function<T, String> id) {
    Map<String, T> left = new LinkedHashMap<>();
    stored.forEach(one -> left.put(id.apply(one), one));
    for (T one : wanted) {
      T before = left.remove(id.apply(one));
      if (before == null) {
        changes.add(new Change(Action.ADD, kind, id.apply(one), MemberDiff.between(null, one)));
      } else if (!before.equals(one)) {
        changes.add(
            new Change(Action.CHANGE, kind, id.apply(one), MemberDiff.between(before, one)));
      }
    }
    left.keySet().forEach(gone -> changes.add(new Change(Action.REMOVE, kind, gone)));
  }

  private <T> void byPlace(String kind, String list, List<T> stored, List<T> wanted) {
    for (int i = 0; i < Math.max(stored.size(), wanted.size()); i++) {
      String place = list + "[" + i + "]";
      if (i >= stored.size()) {
        changes.add(new Change(Action.ADD, kind, place));
      } else if (i >= wanted.size()) {
        changes.add(new Change(Action.REMOVE, kind, place));
      } else if (!stored.get(i).equals(wanted.get(i))) {
        changes.add(
            new Change(
                Action.CHANGE, kind, place, MemberDiff.between(stored.get(i), wanted.get(i))));
      }
    }
  }
}
