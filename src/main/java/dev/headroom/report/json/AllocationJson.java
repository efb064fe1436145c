package dev.headroom.report.json;

import dev.headroom.limits.AllocationParts;
import dev.headroom.limits.Reading;
import dev.headroom.org.Holdings;
import dev.headroom.report.AllocationsView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Allocations of API calls, in JSON. */
public final class AllocationJson {
  private AllocationJson() {}

  /** Sums by tenant, and every org. */
  @RegisterForReflection
  public record All(List<Tenant> tenants, List<OfOrg> orgs) {}

  /** A tenant's sum; {@code unknown} orgs are not in it. */
  @RegisterForReflection
  public record Tenant(String tenant, int orgs, int unknown, long allocation, long used) {}

  /** An org's allocation; the parts are an estimate, null where nothing is known. */
  @RegisterForReflection
  public record OfOrg(
      String org,
      String tenant,
      @Nullable Long allocation,
      @Nullable Parts estimate,
      @Nullable Monthly monthly) {}

  /** What an allocation is made of. */
  @RegisterForReflection
  public record Parts(
      long base, @Nullable List<Licences> licences, @Nullable Long rest, List<String> notCounted) {}

  /** What the licences of a kind add. */
  @RegisterForReflection
  public record Licences(String kind, int count, int each, long calls) {}

  /** Calls per month. */
  @RegisterForReflection
  public record Monthly(long allowed, long used, @Nullable String counted) {}

  /** Returns {@code view} in JSON. */
  public static All of(AllocationsView view) {
    return new All(
        view.tenants().stream()
            .map(t -> new Tenant(t.tenant(), t.orgs(), t.unknown(), t.allocation(), t.used()))
            .toList(),
        view.orgs().stream().map(AllocationJson::of).toList());
  }

  private static OfOrg of(AllocationsView.OfOrg one) {
    Reading reading = one.reading();
    Holdings.Monthly monthly = one.monthly();
    return new OfOrg(
        one.org().id().value(),
        one.org().tenant(),
        reading == null ? null : reading.max(),
        parts(one.parts()),
        monthly == null
            ? null
            : new Monthly(
                monthly.allowed(),
                monthly.used(),
                monthly.counted() == null ? null : monthly.counted().toString()));
  }

  private static @Nullable Parts parts(@Nullable AllocationParts parts) {
    if (parts == null) {
      return null;
    }
    List<AllocationParts.Part> licences = parts.licences();
    return new Parts(
        parts.base(),
        licences == null
            ? null
            : licences.stream()
                .map(p -> new Licences(p.kind(), p.count(), p.each(), p.calls()))
                .toList(),
        parts.rest(),
        parts.unrated());
  }
}
