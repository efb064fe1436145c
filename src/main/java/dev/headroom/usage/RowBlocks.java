package dev.headroom.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorted blocks of rows of four longs: time and caller, id, target, and the rest, packed. The
 * newest blocks are in memory, the others in a file.
 */
final class RowBlocks implements AutoCloseable {
  static final int WORDS = 4;
  static final int ROWS = 1 << 15;

  /** 12 MB. */
  static final int IN_MEMORY = 12;

  static final int COUNTED = 1;
  static final int DETAIL = 2;
  static final int TEXT = 4;
  static final int SINCE = 8;

  private static final int CALLER_BITS = 22;
  private static final int MAX_FILES = 1023;

  /** One sorted block: where it is, and the time of its first row. */
  static final class Block {
    final long first;
    final int rows;
    final long position;
    final long @Nullable [] words;

    Block(long first, int rows, long position, long @Nullable [] words) {
      this.first = first;
      this.rows = rows;
      this.position = position;
      this.words = words;
    }

    long first() {
      return first;
    }
  }

  private final Path folder;
  private final int inMemory;
  private final List<Block> blocks = new ArrayList<>();
  private final long[] order = new long[ROWS];
  private long[] open = new long[ROWS * WORDS];
  private int rows;
  private int held;
  private @Nullable Path spilled;
  private @Nullable FileChannel channel;
  private @Nullable ByteBuffer out;

  RowBlocks(Path folder, int inMemory) {
    this.folder = folder;
    this.inMemory = inMemory;
  }

  static long pack(int endpoint, int status, int flags, int size, int file) {
    long s = Math.clamp(status, 0, 1023);
    long n = Math.min(size, Call.MAX_ROWS) + 1L;
    return (long) endpoint << 48
        | s << 38
        | (long) flags << 34
        | n << 10
        | Math.min(file, MAX_FILES);
  }

  static long time(long word) {
    return word >>> CALLER_BITS;
  }

  static int caller(long word) {
    return (int) word & ((1 << CALLER_BITS) - 1);
  }

  static int endpoint(long rest) {
    return (int) (rest >>> 48);
  }

  static int status(long rest) {
    return (int) (rest >>> 38) & 1023;
  }

  static boolean flag(long rest, int flag) {
    return ((rest >>> 34) & flag) != 0;
  }

  static int size(long rest) {
    return ((int) (rest >>> 10) & ((1 << 24) - 1)) - 1;
  }

  static int file(long rest) {
    return (int) rest & MAX_FILES;
  }

  /** Returns the order of equal rows: calls before details, then by file. */
  static long tie(long rest) {
    return (((rest >>> 34) & DETAIL) << 20) | (rest & MAX_FILES);
  }

  void add(long time, long id, int caller, long target, long rest) {
    int at = rows * WORDS;
    open[at] = (time << CALLER_BITS) | caller;
    open[at + 1] = id;
    open[at + 2] = target;
    open[at + 3] = rest;
    if (++rows == ROWS) {
      finish();
    }
  }

  /** Returns all rows in order of time, id and file. */
  RowMerge merge() {
    finish();
    return new RowMerge(blocks, channel);
  }

  /** Sorts the open block and stores it. */
  private void finish() {
    if (rows == 0) {
      return;
    }
    long[] sorted = sort();
    long first = time(sorted[0]);
    if (held < inMemory) {
      blocks.add(new Block(first, rows, -1, sorted));
      held++;
      open = new long[ROWS * WORDS];
    } else {
      blocks.add(new Block(first, rows, spill(sorted), null));
    }
    rows = 0;
  }

  private long[] sort() {
    long base = Long.MAX_VALUE;
    for (int i = 0; i < rows; i++) {
      base = Math.min(base, time(open[i * WORDS]));
    }
    for (int i = 0; i < rows; i++) {
      order[i] = ((time(open[i * WORDS]) - base) << 15) | i;
    }
    Arrays.sort(order, 0, rows);
    long[] to = new long[rows * WORDS];
    for (int i = 0; i < rows; i++) {
      int from = (int) (order[i] & (ROWS - 1)) * WORDS;
      int at = i * WORDS;
      while (at > 0 && before(open, from, to, at - WORDS)) {
        System.arraycopy(to, at - WORDS, to, at, WORDS);
        at -= WORDS;
      }
      System.arraycopy(open, from, to, at, WORDS);
    }
    return to;
  }

  static boolean before(long[] a, int i, long[] b, int j) {
    long s = time(a[i]);
    long t = time(b[j]);
    if (s != t) {
      return s < t;
    }
    if (a[i + 1] != b[j + 1]) {
      return a[i + 1] < b[j + 1];
    }
    return tie(a[i + 3]) < tie(b[j + 3]);
  }

  private long spill(long[] sorted) {
    try {
      FileChannel to = channel();
      ByteBuffer bytes = out;
      if (bytes == null) {
        bytes = ByteBuffer.allocateDirect(ROWS * WORDS * 8).order(ByteOrder.nativeOrder());
        out = bytes;
      }
      bytes.clear().asLongBuffer().put(sorted);
      bytes.limit(sorted.length * 8);
      long position = to.size();
      long at = position;
      while (bytes.hasRemaining()) {
        at += to.write(bytes, at);
      }
      return position;
    } catch (IOException e) {
      throw new UncheckedIOException("no room for rows in " + folder, e);
    }
  }

  private FileChannel channel() throws IOException {
    FileChannel there = channel;
    if (there == null) {
      Path file = Files.createTempFile(folder, "calls", ".rows");
      spilled = file;
      there = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      channel = there;
    }
    return there;
  }

  @Override
  public void close() {
    try {
      FileChannel there = channel;
      if (there != null) {
        there.close();
      }
      Path file = spilled;
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("rows in " + folder + " cannot be removed", e);
    }
  }
}
