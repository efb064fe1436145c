package dev.headroom.limits.salesforce;

import dev.headroom.http.HttpRequestSpec;
import java.net.URI;
import java.time.Duration;

/** What every call of Salesforce's REST API has in common. */
final class SalesforceCalls {
  private SalesforceCalls() {}

  /**
   * A GET. {@code Sforce-Call-Options} names us in the org's event logs, so that an admin can tell
   * our calls (REST API Developer Guide, Call Options Header).
   */
  static HttpRequestSpec get(URI uri, Duration within, int maxBodyBytes) {
    return HttpRequestSpec.get(uri, within, maxBodyBytes)
        .header("Accept", "application/json")
        .header("Accept-Encoding", "gzip")
        .header("Sforce-Call-Options", "client=headroom");
  }
}
