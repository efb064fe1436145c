package dev.headroom.usage;

/**
 * One call, as emitted by a log. The object is reused for the next call, so callers must copy what
 * they keep.
 */
public final class Call {
  /** More rows than this are not distinguished. */
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

  /** Returns the number of its endpoint in the log. */
  public int endpoint() {
    return endpoint;
  }

  /** Returns the HTTP status; 0 if the file has none. */
  public int status() {
    return status;
  }

  /** Returns whether it counts against the allocation. */
  public boolean counted() {
    return counted;
  }

  /** Returns whether it is known to have failed. */
  public boolean failed() {
    return status >= 400;
  }

  /** Returns a hash of what was called, including ids: equal for equal requests. */
  public long target() {
    return target;
  }

  /** Returns the row at which its page begins, or -1. */
  public int page() {
    return page;
  }

  /** Returns the number of rows that it processed, or -1 if no file says. */
  public int rows() {
    return rows;
  }

  /** Returns whether the text of its query is known. */
  public boolean textKnown() {
    return textKnown;
  }

  /** Returns whether a file read in this run has it, or more of it, and not only what was kept. */
  boolean fresh() {
    return file != CallLog.KEPT || freshDetail;
  }

  /** Returns whether its query asks for what changed since a time; only if its text is known. */
  public boolean sinceFilter() {
    return sinceFilter;
  }
}
