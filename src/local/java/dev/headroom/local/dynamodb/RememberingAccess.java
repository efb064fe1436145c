package dev.headroom.local.dynamodb;

import dev.headroom.dynamodb.Tables;
import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.dynamodb.services.local.shared.access.TableInfo;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteDBAccess;
import software.amazon.dynamodb.services.local.shared.model.AttributeValue;

/**
 * The rows of DynamoDB Local, with less work for each call: tables are described from memory, and
 * rows that are read before every write are kept after they were written.
 *
 * <p>DynamoDB Local 3.3.1 asks SQLite for the description of a table at each call, and parses it.
 * No other process has the database, and all writes of this one pass here, so what is kept is what
 * SQLite holds. A write reaches SQLite as before, and is acknowledged no sooner.
 */
final class RememberingAccess extends SQLiteDBAccess {
  /** Rows kept; more are read each time. */
  private static final int MAX_ROWS = 50_000;

  private final Map<String, TableInfo> tables = new ConcurrentHashMap<>();
  private final Map<Place, Row> rows = new ConcurrentHashMap<>();
  private final Set<String> kept;

  private volatile boolean isClosed;

  /** The thread that has a transaction open; there is one at a time. */
  private volatile @Nullable Thread inTransaction;

  private record Place(String table, String partition, String sortKey) {}

  /**
   * A row as it was written last; null while it is being written. Compared by identity, so that
   * only the write that put it here completes it.
   */
  private static final class Row {
    private final @Nullable Map<String, AttributeValue> attributes;

    Row(@Nullable Map<String, AttributeValue> attributes) {
      this.attributes = attributes;
    }
  }

  /**
   * Opens a database.
   *
   * @param file null for one in memory
   * @param kept the sort keys of the rows that are kept
   */
  RememberingAccess(@Nullable File file, Set<String> kept) {
    super(file);
    this.kept = Set.copyOf(kept);
  }

  @Override
  public @Nullable TableInfo getTableInfo(String table) {
    if (isClosed) {
      return null;
    }
    TableInfo known = tables.get(table);
    if (known == null) {
      known = super.getTableInfo(table);
      if (known != null) {
        tables.put(table, known);
      }
    }
    return known;
  }

  @Override
  public @Nullable Map<String, AttributeValue> getRecord(
      String table, Map<String, AttributeValue> key) {
    Place place = place(table, key.get(Tables.PK), key.get(Tables.SK));
    Row row = place == null ? null : rows.get(place);
    return row == null || row.attributes == null
        ? super.getRecord(table, key)
        : copyOf(row.attributes);
  }

  @Override
  public void putRecord(
      String table,
      Map<String, AttributeValue> row,
      AttributeValue partition,
      @Nullable AttributeValue sortKey,
      boolean isSystem) {
    Place place = place(table, partition, sortKey);
    if (place == null) {
      super.putRecord(table, row, partition, sortKey, isSystem);
      return;
    }
    Row begun = new Row(null);
    Row before = rows.put(place, begun);
    // What a transaction writes may be undone; of two writes at once, neither knows which is last.
    boolean isCertain =
        (before == null || before.attributes != null)
            && inTransaction != Thread.currentThread()
            && row.values().stream().allMatch(RememberingAccess::isScalar)
            && rows.size() <= MAX_ROWS;
    Map<String, AttributeValue> written = isCertain ? copyOf(row) : null;
    boolean isWritten = false;
    try {
      super.putRecord(table, row, partition, sortKey, isSystem);
      isWritten = true;
    } finally {
      if (isWritten && written != null) {
        rows.replace(place, begun, new Row(written));
      } else {
        rows.remove(place);
      }
    }
  }

  @Override
  public boolean deleteRecord(String table, Map<String, AttributeValue> key, boolean isSystem) {
    Place place = place(table, key.get(Tables.PK), key.get(Tables.SK));
    forget(place);
    try {
      return super.deleteRecord(table, key, isSystem);
    } finally {
      forget(place);
    }
  }

  @Override
  public byte[] beginTransaction(String token) {
    byte[] begun = super.beginTransaction(token);
    inTransaction = Thread.currentThread();
    return begun;
  }

  @Override
  public void commitTransaction(String token, byte[] signature) {
    inTransaction = null;
    super.commitTransaction(token, signature);
  }

  @Override
  public void rollbackTransaction() {
    inTransaction = null;
    super.rollbackTransaction();
  }

  /** From now on there are no tables for the jobs that still run. */
  @Override
  public void close() {
    isClosed = true;
    forgetTables();
    super.close();
  }

  /** Forgets everything, because a table was changed. */
  void forgetTables() {
    tables.clear();
    rows.clear();
  }

  private void forget(@Nullable Place place) {
    if (place != null) {
      rows.remove(place);
    }
  }

  /** Returns where a row is kept; null if it is not. */
  private @Nullable Place place(
      String table, @Nullable AttributeValue partition, @Nullable AttributeValue sortKey) {
    return partition == null
            || sortKey == null
            || partition.getS() == null
            || sortKey.getS() == null
            || !kept.contains(sortKey.getS())
        ? null
        : new Place(table, partition.getS(), sortKey.getS());
  }

  private static boolean isScalar(AttributeValue value) {
    return value.getS() != null || value.getN() != null || value.getB() != null;
  }

  /** Values too are copied: DynamoDB Local changes those that it is given. */
  private static Map<String, AttributeValue> copyOf(Map<String, AttributeValue> row) {
    Map<String, AttributeValue> copy = new HashMap<>();
    row.forEach((name, value) -> copy.put(name, copyOf(value)));
    return copy;
  }

  private static AttributeValue copyOf(AttributeValue value) {
    if (value.getS() != null) {
      return new AttributeValue().withS(value.getS());
    }
    return value.getN() != null
        ? new AttributeValue().withN(value.getN())
        : new AttributeValue().withB(value.getB().duplicate());
  }
}
