package dev.headroom.http.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page of a query's result (REST API Developer Guide, Query).
 *
 * @param done whether it is the last one; null when the answer does not say
 * @param nextRecordsUrl the path of the next page; null when there is none
 * @param records its rows; null when the answer has none
 */
public record QueryPage(
    @Nullable Boolean done, @Nullable String nextRecordsUrl, @Nullable List<JsonNode> records) {
  private static final Pattern NEXT =
      Pattern.compile(
          "/services/data/v\\d{1,3}\\.\\d{1,2}/(?:tooling/)?query/([0-9A-Za-z-]{1,100})");

  /** The rows of this page. */
  public List<JsonNode> rows() {
    return records == null ? List.of() : records;
  }

  /**
   * What names the next page to {@link SalesforceApi#nextPage}; empty when there is none, or it is
   * named in no way that Salesforce names one.
   */
  public Optional<String> locator() {
    if (nextRecordsUrl == null) {
      return Optional.empty();
    }
    Matcher next = NEXT.matcher(nextRecordsUrl);
    return next.matches() ? Optional.of(next.group(1)) : Optional.empty();
  }
}
