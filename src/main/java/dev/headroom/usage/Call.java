package dev.headroom.usage;

/**
 * One call, as a log hands it out. The object is used again for the next call: whoever keeps
 * something of it copies that.
 */
public final class Call {
  /** Rows are not told apart above this. */
  static final int MAX_ROWS = (1 << 24) - 2;

  long time;
  long id;
  int caller;
  int endpoint;
  int status;
  boolean counted;
  long target;
  int page;
  int rows;
  boolean textKnown;
  boolean sinceFilter;
  int file;
  boolean freshDetail;

  Call() {}

  /** Milliseconds since 1970. */
  public long time() {
    return time;
  }

  /** Number of its caller in the log. */
  public int caller() {
    return caller;
  }

  /** Number of its endpoint in the log. */
  public int endpoint() {
    return endpoint;
  }

  /** HTTP status; 0 when the file has none. */
  public int status() {
    return status;
  }

  /** Whether it counts against the allocation. */
  public boolean counted() {
    return counted;
  }

  /** Whether it is known to have failed. */
  public boolean failed() {
    return status >= 400;
  }

  /** Hash of what was called with its ids: equal for equal requests. */
  public long target() {
    return target;
  }

  /** Row at which its page begins, or -1. */
  public int page() {
    return page;
  }

  /** Rows that it processed, or -1 when no file tells. */
  public int rows() {
    return rows;
  }

  /** Whether the text of its query is known. */
  public boolean textKnown() {
    return textKnown;
  }

  /** Whether a file that was read now has it, or more of it, and nothing that was kept. */
  boolean fresh() {
    return file != CallLog.KEPT || freshDetail;
  }

  /** Whether its query asks for what was changed since a time; only if its text is known. */
  public boolean sinceFilter() {
    return sinceFilter;
  }
}
