package dev.headroom.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Merges sorted blocks. A block is opened when the merge reaches its first row, not before. */
final class RowMerge implements AutoCloseable {
  private static final int WORDS = RowBlocks.WORDS;

  /** How many rows of a block in the file are read at a time. */
  private static final int PAGE = 1024;

  private final List<RowBlocks.Block> waiting;
  private final @Nullable FileChannel channel;
  private final PriorityQueue<Cursor> open =
      new PriorityQueue<>((a, b) -> RowBlocks.before(a.words, a.at, b.words, b.at) ? -1 : 1);
  private int started;
  private @Nullable Cursor top;
  private long[] row = new long[WORDS];
  private int at;

  RowMerge(List<RowBlocks.Block> blocks, @Nullable FileChannel channel) {
    this.waiting =
        blocks.stream().sorted(Comparator.comparingLong(RowBlocks.Block::first)).toList();
    this.channel = channel;
  }

  /** Advances to the next row; false after the last. */
  boolean next() {
    Cursor current = top;
    if (current != null && !current.advance()) {
      current = null;
    }
    current = first(current);
    top = current;
    if (current == null) {
      return false;
    }
    row = current.words;
    at = current.at;
    return true;
  }

  /** The cursor with the lowest row: usually the one that had the last. */
  private @Nullable Cursor first(@Nullable Cursor current) {
    Cursor least = current;
    while (started < waiting.size()) {
      Cursor best = least == null ? open.peek() : least;
      RowBlocks.Block block = waiting.get(started);
      if (best != null && RowBlocks.time(best.words[best.at]) < block.first) {
        break;
      }
      open.add(new Cursor(block));
      started++;
    }
    Cursor other = open.peek();
    if (other == null) {
      return least;
    }
    if (least == null) {
      return open.poll();
    }
    if (RowBlocks.before(other.words, other.at, least.words, least.at)) {
      open.poll();
      open.add(least);
      return other;
    }
    return least;
  }

  long time() {
    return RowBlocks.time(row[at]);
  }

  int caller() {
    return RowBlocks.caller(row[at]);
  }

  long id() {
    return row[at + 1];
  }

  long target() {
    return row[at + 2];
  }

  int endpoint() {
    return RowBlocks.endpoint(row[at + 3]);
  }

  int status() {
    return RowBlocks.status(row[at + 3]);
  }

  int size() {
    return RowBlocks.size(row[at + 3]);
  }

  int file() {
    return RowBlocks.file(row[at + 3]);
  }

  boolean flag(int flag) {
    return RowBlocks.flag(row[at + 3], flag);
  }

  @Override
  public void close() {
    open.clear();
    top = null;
  }

  private final class Cursor {
    private final RowBlocks.Block block;
    private long[] words;
    private int at;
    private int end;
    private int read;

    Cursor(RowBlocks.Block block) {
      this.block = block;
      long[] there = block.words;
      if (there != null) {
        words = there;
        end = block.rows * WORDS;
        read = block.rows;
      } else {
        words = new long[PAGE * WORDS];
        load();
      }
    }

    boolean advance() {
      at += WORDS;
      if (at < end) {
        return true;
      }
      if (read == block.rows) {
        return false;
      }
      load();
      return true;
    }

    private void load() {
      FileChannel from = channel;
      if (from == null) {
        throw new IllegalStateException("rows were put away without a file");
      }
      int rows = Math.min(PAGE, block.rows - read);
      ByteBuffer bytes = ByteBuffer.allocate(rows * WORDS * 8).order(ByteOrder.nativeOrder());
      long position = block.position + (long) read * WORDS * 8;
      try {
        while (bytes.hasRemaining() && from.read(bytes, position + bytes.position()) >= 0) {
          // until the page is full
        }
      } catch (IOException e) {
        throw new UncheckedIOException("rows that were put away cannot be read", e);
      }
      bytes.flip().asLongBuffer().get(words, 0, rows * WORDS);
      read += rows;
      at = 0;
      end = rows * WORDS;
    }
  }
}
