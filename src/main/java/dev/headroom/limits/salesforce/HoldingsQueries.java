package dev.headroom.limits.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.auth.AccessToken;
import dev.headroom.http.ApiCall;
import dev.headroom.http.Deadline;
import dev.headroom.http.Exchange;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.salesforce.QueryPage;
import dev.headroom.http.salesforce.SalesforceApi;
import dev.headroom.limits.LicenceKind;
import dev.headroom.org.Holdings;
import dev.headroom.org.PlainText;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The objects {@code UserLicense} and {@code TenantUsageEntitlement} (Object Reference). The labels
 * of the latter cannot be filtered by, so all of its rows are read. What an org refuses, or answers
 * in another form, is unknown.
 */
final class HoldingsQueries {
  private static final String LICENCES =
      "SELECT LicenseDefinitionKey, Name, Status, TotalLicenses FROM UserLicense";
  private static final String ENTITLEMENTS =
      "SELECT MasterLabel, CurrentAmountAllowed, AmountUsed, UsageDate FROM"
          + " TenantUsageEntitlement";
  private static final String MONTHLY = "API Request Limit per Month";
  private static final int MAX_BODY_BYTES = 256 * 1024;
  private static final int MAX_NAME_CHARS = 80;

  private final OutboundHttp http;
  private final AccessToken token;
  private final String version;
  private final Deadline deadline;

  HoldingsQueries(OutboundHttp http, AccessToken token, String version, Deadline deadline) {
    this.http = http;
    this.token = token;
    this.version = version;
    this.deadline = deadline;
  }

  /** Asks for licences: one counted call; null if they are unknown. */
  @Nullable SortedMap<String, Integer> licences() {
    Optional<List<JsonNode>> rows = rows(LICENCES);
    if (rows.isEmpty() || rows.get().isEmpty()) {
      return null;
    }
    SortedMap<String, Integer> licences = new TreeMap<>();
    for (JsonNode row : rows.get()) {
      if (!row.path("TotalLicenses").canConvertToInt() || row.path("Name").asText().isEmpty()) {
        return null;
      }
      int count = row.path("TotalLicenses").intValue();
      boolean active = row.path("Status").asText("Active").equals("Active");
      if (active && count > 0 && licences.size() < Holdings.MAX_KINDS) {
        String said = PlainText.of(row.path("Name").asText());
        String name =
            LicenceKind.of(row.path("LicenseDefinitionKey").asText(""), said)
                .map(LicenceKind::name)
                .orElse(said.substring(0, Math.min(said.length(), MAX_NAME_CHARS)));
        licences.merge(name, count, Integer::sum);
      }
    }
    return licences;
  }

  /** Asks for the monthly entitlement: one counted call; null if it is unknown. */
  Holdings.@Nullable Monthly monthly() {
    for (JsonNode row : rows(ENTITLEMENTS).orElse(List.of())) {
      JsonNode allowed = row.path("CurrentAmountAllowed");
      JsonNode used = row.path("AmountUsed");
      if (row.path("MasterLabel").asText().equals(MONTHLY)
          && allowed.isNumber()
          && used.isNumber()
          && allowed.longValue() >= 0) {
        return new Holdings.Monthly(
            allowed.longValue(), used.longValue(), date(row.path("UsageDate").asText("")));
      }
    }
    return null;
  }

  private static @Nullable LocalDate date(String text) {
    try {
      return text.length() < 10 ? null : LocalDate.parse(text.substring(0, 10));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private Optional<List<JsonNode>> rows(String soql) {
    Exchange<QueryPage> exchange =
        http.exchange(
            ApiCall.of(
                SalesforceApi.class,
                token.instanceUrl(),
                deadline.remaining(),
                MAX_BODY_BYTES,
                api -> api.query("Bearer " + token.value().reveal(), version, soql)));
    QueryPage page = exchange.value();
    return exchange.outcome() instanceof HttpOutcome.Reply reply
            && reply.status() == 200
            && page != null
            && !Boolean.FALSE.equals(page.done())
        ? Optional.of(page.rows())
        : Optional.empty();
  }
}
