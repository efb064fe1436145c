package dev.headroom.usage.salesforce;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the fields of rows as they arrive, without creating strings. The first row is the header;
 * of other rows the needed columns are kept until the next one begins.
 */
final class RowHandler extends CsvCallbackHandler<RowHandler> {
  private final List<String> header = new ArrayList<>();
  private @Nullable Columns columns;
  private char[] chars = new char[1024];
  private final int[] from = new int[Columns.COUNT];
  private final int[] length = new int[Columns.COUNT];
  private int used;
  private int fields;
  private boolean isHeader;
  private RecordType type = RecordType.DATA;

  /** Returns the columns, once the header was read. */
  Optional<Columns> columns() {
    return Optional.ofNullable(columns);
  }

  /** Returns whether the row is the header. */
  boolean isHeader() {
    return isHeader;
  }

  /** Returns whether the row has as many fields as the header. */
  boolean whole() {
    return columns != null && fields == columns.count();
  }

  char[] chars() {
    return chars;
  }

  int from(int column) {
    return from[column];
  }

  int length(int column) {
    return length[column];
  }

  @Override
  protected void beginRecord(long line) {
    used = 0;
    fields = 0;
    type = RecordType.DATA;
    Arrays.fill(length, 0);
  }

  @Override
  protected void addField(char[] buffer, int offset, int count, boolean quoted) {
    Columns known = columns;
    int place = fields++;
    if (known == null) {
      header.add(new String(buffer, offset, count));
      return;
    }
    int column = known.at(place);
    if (column < 0) {
      return;
    }
    int start = offset;
    int end = offset + count;
    while (start < end && buffer[start] <= ' ') {
      start++;
    }
    while (end > start && buffer[end - 1] <= ' ') {
      end--;
    }
    int n = end - start;
    if (used + n > chars.length) {
      chars = Arrays.copyOf(chars, Math.max(chars.length * 2, used + n));
    }
    System.arraycopy(buffer, start, chars, used, n);
    from[column] = used;
    length[column] = n;
    used += n;
  }

  @Override
  protected void setComment(char[] buffer, int offset, int count) {
    type = RecordType.COMMENT;
  }

  @Override
  protected void setEmpty() {
    type = RecordType.EMPTY;
  }

  @Override
  protected RecordType getRecordType() {
    return type;
  }

  @Override
  protected int getFieldCount() {
    return fields;
  }

  @Override
  protected RowHandler buildRecord() {
    isHeader = columns == null;
    if (isHeader) {
      columns = Columns.of(header);
    }
    return this;
  }
}
