package dev.headroom.usage;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Calls of one org, each once, in time order, however often and in whatever order files contain
 * them. A call is identified by its time and 24 bits of the hash of its request id: two different
 * calls in one millisecond are confused with a probability of 2^-24.
 *
 * <p>Rows are sorted in blocks, and merged when they are emitted. Blocks of the last rows are in
 * memory, earlier ones in a file of 32 bytes per row, of which the merge holds only the blocks that
 * overlap in time: files in time order need the same memory whatever their size.
 */
public final class CallLog implements AutoCloseable {
  /** In place of a file's number: calls kept from files read earlier. */
  public static final int KEPT = 0;

  private static final int READ = 1;

  /** Bits of hashes; they are kept for days, and are most of what has to be stored of a call. */
  static final int HASH_BITS = 24;

  static final long BITS = (1L << HASH_BITS) - 1;

  private final CallerTable callers;
  private final EndpointTable endpoints = new EndpointTable();
  private final RowBlocks blocks;
  private int[] fresh = new int[16];

  /**
   * @param folder for rows that do not fit into memory
   */
  public CallLog(Path folder) {
    this(folder, CallerTable.MOST, RowBlocks.IN_MEMORY);
  }

  CallLog(Path folder, int mostCallers, int blocksInMemory) {
    callers = new CallerTable(mostCallers);
    blocks = new RowBlocks(folder, blocksInMemory);
  }

  /** Returns the number of a caller that another log had. */
  int caller(Caller caller) {
    return callers.idOf(caller);
  }

  /** Returns the number of an endpoint that another log had. */
  int endpoint(Endpoint endpoint) {
    return endpoints.idOf(endpoint);
  }

  /** Adds a kept call; its numbers are those of this log. */
  void addKept(Call call) {
    blocks.add(
        call.time,
        call.id,
        call.caller,
        call.target,
        RowBlocks.pack(call.endpoint, call.status, call.counted ? 1 : 0, call.page, KEPT));
    if (call.rows >= 0 || call.textKnown) {
      detail(call.time, call.id, call.rows, call.textKnown, call.sinceFilter, KEPT);
    }
  }

  /**
   * Returns the number of a caller. {@code key} contains what distinguishes it; {@code make} is
   * called once.
   */
  public int caller(TextKey key, Supplier<Caller> make) {
    return callers.idOf(key, make);
  }

  /** Returns the caller with a number. */
  public Caller caller(int id) {
    return callers.get(id);
  }

  /** Returns how many caller numbers there are. */
  public int callers() {
    return callers.size();
  }

  /** Returns the endpoint with a number. */
  public Endpoint endpoint(int id) {
    return endpoints.get(id);
  }

  /** Returns how many endpoints there are. */
  public int endpoints() {
    return endpoints.size();
  }

  /** Adds a row of a file that contains calls; the endpoint is derived from {@code raw}. */
  public void add(
      long time, long id, int caller, RequestKind request, char[] raw, int offset, int count) {
    int endpoint =
        endpoints.idOf(request.family(), request.method(), raw, offset, count, request.object());
    int page = endpoints.page();
    blocks.add(
        time,
        id & BITS,
        caller,
        endpoints.target() & BITS,
        RowBlocks.pack(
            endpoint, request.status(), request.counted() ? 1 : 0, page, request.file()));
  }

  /**
   * Adds a row of a file that has more about a call: the rows it processed, the text of its query.
   */
  public void detail(long time, long id, int rows, boolean text, boolean sinceFilter) {
    detail(time, id, rows, text, sinceFilter, READ);
  }

  private void detail(long time, long id, int rows, boolean text, boolean sinceFilter, int file) {
    int flags =
        RowBlocks.DETAIL | (text ? RowBlocks.TEXT : 0) | (sinceFilter ? RowBlocks.SINCE : 0);
    blocks.add(time, id & BITS, 0, 0, RowBlocks.pack(0, 0, flags, rows, file));
  }

  /**
   * A period.
   *
   * @param from its first millisecond since 1970
   * @param to the one after its last
   */
  public record Span(long from, long to) {
    /** All time. */
    public static final Span ALL = new Span(Long.MIN_VALUE, Long.MAX_VALUE);

    /** Returns a day in UTC. */
    public static Span of(LocalDate day) {
      long start = day.toEpochDay() * CallerDays.DAY;
      return new Span(start, start + CallerDays.DAY);
    }

    boolean has(Call call) {
      return call.time >= from && call.time < to;
    }
  }

  /** Returns the days in UTC that have rows, including rows of details. */
  public SortedSet<LocalDate> days() {
    SortedSet<LocalDate> days = new TreeSet<>();
    long last = Long.MIN_VALUE;
    try (RowMerge merge = blocks.merge()) {
      while (merge.next()) {
        long day = Math.floorDiv(merge.time(), CallerDays.DAY);
        if (day != last) {
          days.add(LocalDate.ofEpochDay(day));
          last = day;
        }
      }
    }
    return days;
  }

  /** Emits the calls of a period, in time order. May be called again. */
  public void forEach(Span span, Consumer<Call> to) {
    forEach(
        call -> {
          if (span.has(call)) {
            to.accept(call);
          }
        });
  }

  /** Emits every call, in time order. May be called again. */
  public void forEach(Consumer<Call> to) {
    Arrays.fill(fresh, 0);
    Call call = new Call();
    try (RowMerge merge = blocks.merge()) {
      boolean open = false;
      while (merge.next()) {
        boolean detail = merge.flag(RowBlocks.DETAIL);
        if (open && merge.time() == call.time && merge.id() == call.id) {
          if (detail) {
            detail(call, merge);
          }
          continue;
        }
        if (open) {
          to.accept(call);
        }
        open = !detail;
        if (open) {
          fill(call, merge);
        }
      }
      if (open) {
        to.accept(call);
      }
    }
  }

  /**
   * Returns how many calls of a file were in no earlier file; known once the calls were emitted.
   */
  public int fresh(int file) {
    return file < fresh.length ? fresh[file] : 0;
  }

  private static void detail(Call call, RowMerge merge) {
    boolean text = merge.flag(RowBlocks.TEXT);
    boolean since = merge.flag(RowBlocks.SINCE);
    boolean more = call.rows != merge.size() || call.textKnown != text || call.sinceFilter != since;
    call.freshDetail |= more && merge.file() != KEPT;
    call.rows = merge.size();
    call.textKnown = text;
    call.sinceFilter = since;
  }

  private void fill(Call call, RowMerge merge) {
    call.time = merge.time();
    call.id = merge.id();
    call.caller = callers.now(merge.caller());
    call.target = merge.target();
    call.endpoint = merge.endpoint();
    call.status = merge.status();
    call.counted = merge.flag(RowBlocks.COUNTED);
    call.page = merge.size();
    call.file = merge.file();
    call.rows = -1;
    call.textKnown = false;
    call.sinceFilter = false;
    call.freshDetail = false;
    if (call.file >= fresh.length) {
      fresh = Arrays.copyOf(fresh, Math.max(fresh.length * 2, call.file + 1));
    }
    fresh[call.file]++;
  }

  @Override
  public void close() {
    blocks.close();
  }
}
