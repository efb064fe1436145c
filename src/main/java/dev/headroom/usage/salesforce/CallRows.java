package dev.headroom.usage.salesforce;

import dev.headroom.usage.CallLog;
import dev.headroom.usage.Caller;
import dev.headroom.usage.RequestKind;
import dev.headroom.usage.TextKey;

/** Rows of {@code ApiTotalUsage}. */
final class CallRows extends RowSink {
  private static final int USER_LENGTH = 15;

  /** The columns that distinguish callers. */
  private static final int[] KEY = {
    Columns.CONNECTED_APP_ID,
    Columns.CONNECTED_APP_NAME,
    Columns.CLIENT_NAME,
    Columns.CLIENT_IP,
    Columns.API_VERSION
  };

  private final CallLog log;
  private final int file;
  private final TextKey key = new TextKey();
  private final Words words = new Words();

  CallRows(CallLog log, int file) {
    this.log = log;
    this.file = file;
  }

  @Override
  int[] needed() {
    return new int[] {
      Columns.TIMESTAMP,
      Columns.REQUEST_ID,
      Columns.USER_ID,
      Columns.API_RESOURCE,
      Columns.COUNTS_AGAINST_API_LIMIT
    };
  }

  @Override
  void take(RowHandler row, long time, long id) {
    key.clear();
    for (int column : KEY) {
      key.add(row.chars(), row.from(column), row.length(column)).end();
    }
    int user = Math.min(USER_LENGTH, row.length(Columns.USER_ID));
    key.add(row.chars(), row.from(Columns.USER_ID), user);
    int caller = log.caller(key, () -> caller(row));
    int status =
        RowSink.number(row.chars(), row.from(Columns.STATUS_CODE), row.length(Columns.STATUS_CODE));
    RequestKind request =
        new RequestKind(
            words.of(row, Columns.API_FAMILY),
            words.of(row, Columns.HTTP_METHOD),
            words.of(row, Columns.ENTITY_NAME),
            Math.max(0, status),
            counts(row),
            file);
    log.add(
        time,
        id,
        caller,
        request,
        row.chars(),
        row.from(Columns.API_RESOURCE),
        row.length(Columns.API_RESOURCE));
  }

  /** {@code 1} or {@code true}, in either case. */
  private static boolean counts(RowHandler row) {
    int n = row.length(Columns.COUNTS_AGAINST_API_LIMIT);
    char first = n == 0 ? '0' : row.chars()[row.from(Columns.COUNTS_AGAINST_API_LIMIT)];
    return (n == 1 && first == '1') || (n == 4 && (first == 't' || first == 'T'));
  }

  private static Caller caller(RowHandler row) {
    String user = text(row, Columns.USER_ID);
    return new Caller(
        text(row, Columns.CONNECTED_APP_ID),
        text(row, Columns.CONNECTED_APP_NAME),
        text(row, Columns.CLIENT_NAME),
        user.length() > USER_LENGTH ? user.substring(0, USER_LENGTH) : user,
        text(row, Columns.CLIENT_IP),
        text(row, Columns.API_VERSION),
        text(row, Columns.USER_NAME),
        text(row, Columns.API_CLIENT_CATEGORY));
  }

  private static String text(RowHandler row, int column) {
    return new String(row.chars(), row.from(column), row.length(column));
  }
}
