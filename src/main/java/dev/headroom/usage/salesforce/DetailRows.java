package dev.headroom.usage.salesforce;

import dev.headroom.usage.CallLog;
import java.util.regex.Pattern;

/**
 * Rows of {@code RestApi}, {@code API} and {@code BulkApi2}: the number of records a call
 * processed, and the text of its query.
 */
final class DetailRows extends RowSink {
  private static final Pattern SINCE =
      Pattern.compile(
          "\\bWHERE\\b.*\\b(LastModifiedDate|SystemModstamp)\\s*>",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final CallLog log;

  DetailRows(CallLog log) {
    this.log = log;
  }

  @Override
  int[] needed() {
    return new int[] {Columns.TIMESTAMP, Columns.REQUEST_ID};
  }

  @Override
  void take(RowHandler row, long time, long id) {
    int rows =
        number(row.chars(), row.from(Columns.ROWS_PROCESSED), row.length(Columns.ROWS_PROCESSED));
    int n = row.length(Columns.QUERY);
    boolean since =
        n > 0 && SINCE.matcher(new String(row.chars(), row.from(Columns.QUERY), n)).find();
    log.detail(time, id, rows, n > 0, since);
  }
}
