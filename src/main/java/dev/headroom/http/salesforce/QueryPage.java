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
 * @param done whether it is the last one; null if the answer does not say
 * @param nextRecordsUrl the path of the next page; null if there is none
 * @param records its rows; null if the answer has none
 */
public record QueryPage(
    @Nullable Boolean done, @Nullable String nextRecordsUrl, @Nullable List<JsonNode> records) {
  private static final Pattern NEXT =
      Pattern.compile(
          "/services/data/v\\d{1,3}\\.\\d{1,2}/(?:tooling/)?query/([0-9A-Za-z-]{1,100})");

  /** Returns the rows of this page. */
  public List<JsonNode> rows() {
    return records == null ? List.of() : records;
  }

  /**
   * Returns the name of the next page for {@link SalesforceApi#nextPage}; empty if there is none,
   * or if it is not named as Salesforce names one.
   */
  public Optional<String> locator() {
    if (nextRecordsUrl == null) {
      return Optional.empty();
    }
    Matcher next = NEXT.matcher(nextRecordsUrl);
    return next.matches() ? Optional.of(next.group(1)) : Optional.empty();
  }
}
