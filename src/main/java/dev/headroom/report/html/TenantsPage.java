package dev.headroom.report.html;

import dev.headroom.limits.AllocationParts;
import dev.headroom.limits.Reading;
import dev.headroom.report.AllocationsView;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;

/**
 * What tenants may use, what they use, and what they cost, ready to be written out.
 *
 * @param shares whether other tenants are seen, so that parts of the whole mean something
 * @param orgs of all tenants, by id
 */
@RegisterForReflection
public record TenantsPage(
    String headline, boolean shares, List<Row> tenants, List<OrgRow> orgs, int more) {
  private static final int MAX_ORGS = 300;
  private static final String UNKNOWN = "unknown";

  /** A tenant; what is unknown is said, and is in no sum. */
  @RegisterForReflection
  public record Row(
      String tenant,
      String href,
      String orgs,
      String allocation,
      String used,
      String unknown,
      String ownCalls,
      String readings,
      String share) {}

  /** An org's allocation. */
  @RegisterForReflection
  public record OrgRow(String org, String tenant, String allocation, String used, String rest) {}

  static TenantsPage of(AllocationsView view, boolean shares) {
    return new TenantsPage(
        headline(view),
        shares,
        view.tenants().stream().map(t -> row(view, t)).toList(),
        view.orgs().stream().limit(MAX_ORGS).map(TenantsPage::row).toList(),
        Math.max(0, view.orgs().size() - MAX_ORGS));
  }

  private static String headline(AllocationsView view) {
    long allocation = view.tenants().stream().mapToLong(t -> t.allocation()).sum();
    long used = view.tenants().stream().mapToLong(t -> t.used()).sum();
    int known = view.tenants().stream().mapToInt(t -> t.orgs() - t.unknown()).sum();
    return known == 0
        ? "No allocation is known yet"
        : "%s of %s API calls used in 24 hours"
            .formatted(Figures.number(used), Figures.number(allocation));
  }

  private static Row row(AllocationsView view, AllocationsView.OfTenant tenant) {
    boolean none = tenant.unknown() == tenant.orgs();
    boolean uncounted = tenant.uncounted() == tenant.orgs();
    return new Row(
        tenant.tenant(),
        "/?tenant=" + tenant.tenant(),
        Figures.number(tenant.orgs()),
        none ? UNKNOWN : Figures.number(tenant.allocation()),
        none
            ? UNKNOWN
            : tenant.allocation() == 0
                ? Figures.number(tenant.used())
                : "%s (%s)"
                    .formatted(
                        Figures.number(tenant.used()),
                        Figures.percent(tenant.used() * 100.0 / tenant.allocation())),
        none || tenant.unknown() == 0 ? "" : "without " + orgs(tenant.unknown()),
        (uncounted ? UNKNOWN : Figures.number(tenant.ownCalls()))
            + (uncounted || tenant.uncounted() == 0 ? "" : ", without " + orgs(tenant.uncounted())),
        Figures.number(tenant.readings()),
        String.format(Locale.ROOT, "%.1f %%", view.share(tenant)));
  }

  private static String orgs(int number) {
    return number == 1 ? "1 org that was never read" : number + " orgs that were never read";
  }

  private static OrgRow row(AllocationsView.OfOrg one) {
    Reading reading = one.reading();
    AllocationParts parts = one.parts();
    return new OrgRow(
        one.org().id().value(),
        one.org().tenant(),
        reading == null ? UNKNOWN : max(reading),
        reading == null ? UNKNOWN : Figures.number(reading.used()),
        parts == null || parts.rest() == null
            ? UNKNOWN
            : parts.rest() < 0 ? "none" : Figures.number(parts.rest()));
  }

  private static String max(Reading reading) {
    return reading.isUncapped() ? "no cap" : Figures.number(reading.max());
  }
}
