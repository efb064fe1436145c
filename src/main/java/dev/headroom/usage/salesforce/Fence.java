package dev.headroom.usage.salesforce;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps an abandoned download from adding rows: it runs in its own thread, which is left behind at
 * the deadline.
 */
final class Fence {
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean closed;

  /** Reads {@code body} into {@code rows}, unless the fence is closed. */
  boolean pass(InputStream body, FileRows rows) throws IOException {
    lock.lock();
    try {
      rows.read(new Stopping(body));
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Returns once nothing is being read any more; the download must have ended or been aborted. */
  void close() {
    closed = true; // what is being read ends here
    lock.lock();
    try {
      closed = true; // and nothing begins from here on
    } finally {
      lock.unlock();
    }
  }

  /** Ends when the fence is closed. */
  private final class Stopping extends FilterInputStream {
    Stopping(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      check();
      return super.read();
    }

    @Override
    public int read(byte[] to, int offset, int count) throws IOException {
      check();
      return super.read(to, offset, count);
    }

    private void check() throws IOException {
      if (closed) {
        throw new IOException("it was given up");
      }
    }
  }
}
