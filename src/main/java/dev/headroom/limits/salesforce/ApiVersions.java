package dev.headroom.limits.salesforce;

import dev.headroom.http.ApiCall;
import dev.headroom.http.Deadline;
import dev.headroom.http.Exchange;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.salesforce.ApiVersion;
import dev.headroom.http.salesforce.SalesforceApi;
import dev.headroom.limits.PollOutcome.Failed;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.org.OrgId;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The newest API version that each org offers, from {@code GET /services/data/}, which Salesforce
 * does not count. It changes three times a year, so it is remembered.
 */
public final class ApiVersions {
  private static final Pattern FORM = Pattern.compile("\\d{1,3}\\.\\d{1,2}");
  private static final int MAX_BODY_BYTES = 256 * 1024;

  private final OutboundHttp http;
  private final InstantSource clock;
  private final Duration kept;
  private final Map<OrgId, Found> found = new ConcurrentHashMap<>();

  ApiVersions(OutboundHttp http, InstantSource clock, Duration kept) {
    this.http = http;
    this.clock = clock;
    this.kept = kept;
  }

  private record Found(URI instance, String version, Instant at) {}

  /**
   * A version, or what to do without one: exactly one of the two.
   *
   * @param remembered whether it comes from memory, not from a call just now
   */
  record Answer(String version, boolean remembered, @Nullable Verdict otherwise) {}

  /**
   * Returns the newest version of {@code org} at {@code instance}; an old one if it cannot be read.
   */
  Answer newest(OrgId org, URI instance, Deadline deadline) {
    Found known = found.get(org);
    boolean usable = known != null && known.instance().equals(instance);
    if (known != null && usable && clock.instant().isBefore(known.at().plus(kept))) {
      return new Answer(known.version(), true, null);
    }
    Answer asked = ask(org, instance, deadline);
    if (asked.otherwise() == null) {
      found.put(org, new Found(instance, asked.version(), clock.instant()));
    } else if (known != null && usable) {
      return new Answer(known.version(), true, null);
    }
    return asked;
  }

  /** Forgets the version of {@code org}. */
  void forget(OrgId org) {
    found.remove(org);
  }

  private Answer ask(OrgId org, URI instance, Deadline deadline) {
    String what = "API versions of " + org;
    Exchange<List<ApiVersion>> exchange =
        http.exchange(
            ApiCall.of(
                SalesforceApi.class,
                instance,
                deadline.remaining(),
                MAX_BODY_BYTES,
                SalesforceApi::versions));
    return switch (exchange.outcome()) {
      case HttpOutcome.Failure failure -> none(new Verdict.Elsewhere(Failures.of(failure, what)));
      case HttpOutcome.Reply reply -> {
        Optional<String> newest =
            reply.status() == 200 ? newestOf(exchange.value()) : Optional.empty();
        if (newest.isPresent()) {
          yield new Answer(newest.get(), false, null);
        }
        boolean server = reply.status() >= 500 || reply.status() == 420;
        Failed failed =
            new Failed(
                server ? FailureKind.SERVER : FailureKind.MALFORMED,
                what
                    + " at "
                    + exchange.place()
                    + ": HTTP "
                    + reply.status()
                    + (reply.status() == 200
                        ? " with something that is not a list of" + " versions"
                        : ""),
                server ? ReplyTable.PASSES : ReplyTable.MOVED);
        yield none(
            RestError.of(reply.body()).isOfSalesforce()
                ? new Verdict.Done(failed)
                : new Verdict.Elsewhere(failed));
      }
    };
  }

  private static Answer none(Verdict otherwise) {
    return new Answer("", false, otherwise);
  }

  /** Returns the highest version by number ({@code 100.0} is newer than {@code 67.0}). */
  public static Optional<String> newestOf(@Nullable List<ApiVersion> versions) {
    String newest = null;
    for (ApiVersion entry : versions == null ? List.<ApiVersion>of() : versions) {
      String version = entry == null ? null : entry.version();
      if (version != null
          && isVersion(version)
          && (newest == null || new BigDecimal(version).compareTo(new BigDecimal(newest)) > 0)) {
        newest = version;
      }
    }
    return Optional.ofNullable(newest);
  }

  /** Returns whether {@code version} is written as Salesforce writes versions: {@code 67.0}. */
  static boolean isVersion(String version) {
    return FORM.matcher(version).matches();
  }
}
