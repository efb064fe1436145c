package dev.headroom.usage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The calls of a day in a form that is kept until no more of them are expected: a later file may
 * contain calls of the same day, some of them again, and waste is detected in all of them together.
 * Stored by column and packed; 5 to 10 bytes per call.
 */
public final class KeptCalls {
  private static final int VERSION = 2;

  /** With 32 bits of each hash. */
  private static final int WIDE = 1;

  private static final int ROWS = 8_192;

  /** A row of the store may have 400 KB. */
  private static final int MAX_BYTES = 350_000;

  private static final int COUNTED = 1;
  private static final int TEXT = 2;
  private static final int SINCE = 4;

  private final List<Row> rows = new ArrayList<>();
  private final CallLog log;
  private final Consumer<byte[]> to;

  private KeptCalls(CallLog log, Consumer<byte[]> to) {
    this.log = log;
    this.to = to;
  }

  private record Row(
      long time,
      long id,
      int caller,
      int endpoint,
      long target,
      int status,
      int flags,
      int page,
      int rows) {}

  /**
   * Passes on the calls of {@code day} that are not kept yet, in parts that can be read one by one.
   *
   * @param to receives the parts, none if there is no such call
   */
  public static void pack(CallLog log, LocalDate day, Consumer<byte[]> to) {
    KeptCalls kept = new KeptCalls(log, to);
    log.forEach(CallLog.Span.of(day), kept::add);
    kept.flush();
  }

  /**
   * Adds the calls of a part to a log, before those of files.
   *
   * @throws IOException if it is damaged
   */
  public static void unpack(byte[] part, CallLog log) throws IOException {
    DataInputStream in =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(part)));
    int version = in.readInt();
    if (version != VERSION && version != WIDE) {
      throw new IOException("the form of the calls that were kept is not known");
    }
    int[] callers = new int[in.readInt()];
    for (int i = 0; i < callers.length; i++) {
      callers[i] = log.caller(caller(in));
    }
    int[] endpoints = new int[in.readInt()];
    for (int i = 0; i < endpoints.length; i++) {
      endpoints[i] =
          log.endpoint(Endpoint.of(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF()));
    }
    Call[] calls = new Call[in.readInt()];
    long time = in.readLong();
    for (int i = 0; i < calls.length; i++) {
      calls[i] = new Call();
      time += number(in);
      calls[i].time = time;
    }
    for (Call call : calls) {
      call.id = hash(in, version);
    }
    for (Call call : calls) {
      call.caller = callers[number(in)];
    }
    for (Call call : calls) {
      call.endpoint = endpoints[number(in)];
    }
    for (Call call : calls) {
      call.target = hash(in, version);
    }
    for (Call call : calls) {
      call.status = number(in);
    }
    for (Call call : calls) {
      int flags = number(in);
      call.counted = (flags & COUNTED) != 0;
      call.textKnown = (flags & TEXT) != 0;
      call.sinceFilter = (flags & SINCE) != 0;
    }
    for (Call call : calls) {
      call.page = number(in) - 1;
    }
    for (Call call : calls) {
      call.rows = number(in) - 1;
    }
    for (Call call : calls) {
      log.addKept(call);
    }
  }

  /**
   * Returns the same part with other callers; empty if none of them changes.
   *
   * @throws IOException if it is damaged
   */
  public static Optional<byte[]> with(byte[] part, UnaryOperator<Caller> other) throws IOException {
    DataInputStream in =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(part)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean same = true;
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      int version = in.readInt();
      if (version != VERSION && version != WIDE) {
        throw new IOException("the form of the calls that were kept is not known");
      }
      out.writeInt(version);
      int callers = in.readInt();
      out.writeInt(callers);
      for (int i = 0; i < callers; i++) {
        Caller caller = caller(in);
        Caller changed = other.apply(caller);
        same &= changed.equals(caller);
        write(out, changed);
      }
      in.transferTo(out);
    }
    return same ? Optional.empty() : Optional.of(bytes.toByteArray());
  }

  private static Caller caller(DataInputStream in) throws IOException {
    return new Caller(
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF());
  }

  private void add(Call call) {
    if (call.fresh()) {
      rows.add(
          new Row(
              call.time,
              call.id,
              call.caller,
              call.endpoint,
              call.target,
              call.status,
              (call.counted ? COUNTED : 0)
                  | (call.textKnown ? TEXT : 0)
                  | (call.sinceFilter ? SINCE : 0),
              call.page,
              call.rows));
      if (rows.size() == ROWS) {
        flush();
      }
    }
  }

  private void flush() {
    if (!rows.isEmpty()) {
      hand(rows);
      rows.clear();
    }
  }

  /** Many callers with long texts need more room than a row has: then they are split in halves. */
  private void hand(List<Row> some) {
    byte[] packed = packed(some);
    if (packed.length > MAX_BYTES && some.size() > 1) {
      hand(some.subList(0, some.size() / 2));
      hand(some.subList(some.size() / 2, some.size()));
    } else {
      to.accept(packed);
    }
  }

  private byte[] packed(List<Row> some) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Numbers callers = new Numbers();
    Numbers endpoints = new Numbers();
    some.forEach(row -> callers.add(row.caller));
    some.forEach(row -> endpoints.add(row.endpoint));
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      out.writeInt(VERSION);
      out.writeInt(callers.size());
      for (int caller : callers.inOrder()) {
        write(out, log.caller(caller));
      }
      out.writeInt(endpoints.size());
      for (int endpoint : endpoints.inOrder()) {
        write(out, log.endpoint(endpoint));
      }
      out.writeInt(some.size());
      columns(out, some, callers, endpoints);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void columns(
      DataOutputStream out, List<Row> some, Numbers callers, Numbers endpoints) throws IOException {
    long time = some.getFirst().time;
    out.writeLong(time);
    for (Row row : some) {
      number(out, (int) (row.time - time));
      time = row.time;
    }
    for (Row row : some) {
      hash(out, row.id);
    }
    for (Row row : some) {
      number(out, callers.of(row.caller));
    }
    for (Row row : some) {
      number(out, endpoints.of(row.endpoint));
    }
    for (Row row : some) {
      hash(out, row.target);
    }
    for (Row row : some) {
      number(out, row.status);
    }
    for (Row row : some) {
      number(out, row.flags);
    }
    for (Row row : some) {
      number(out, row.page + 1);
    }
    for (Row row : some) {
      number(out, row.rows + 1);
    }
  }

  private static void write(DataOutputStream out, Caller c) throws IOException {
    for (String text :
        new String[] {
          c.appId(),
          c.appName(),
          c.client(),
          c.user(),
          c.address(),
          c.version(),
          c.userName(),
          c.category()
        }) {
      out.writeUTF(fit(text));
    }
  }

  private static void write(DataOutputStream out, Endpoint e) throws IOException {
    for (String text : new String[] {e.family(), e.method(), e.resource(), e.object()}) {
      out.writeUTF(fit(text));
    }
  }

  /** A text cut to the length of any name that Salesforce accepts. */
  private static String fit(String text) {
    return text.length() <= 20_000 ? text : text.substring(0, 20_000);
  }

  /** Hashes do not compress, so they take most of the room. */
  private static void hash(DataOutputStream out, long hash) throws IOException {
    for (int shift = CallLog.HASH_BITS - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      out.writeByte((int) (hash >>> shift));
    }
  }

  private static long hash(DataInputStream in, int version) throws IOException {
    if (version == WIDE) {
      return in.readInt() & CallLog.BITS;
    }
    long hash = 0;
    for (int n = 0; n < CallLog.HASH_BITS; n += Byte.SIZE) {
      hash = hash << Byte.SIZE | in.readUnsignedByte();
    }
    return hash;
  }

  private static void number(DataOutputStream out, int value) throws IOException {
    int left = value;
    while ((left & ~0x7F) != 0) {
      out.writeByte((left & 0x7F) | 0x80);
      left >>>= 7;
    }
    out.writeByte(left);
  }

  private static int number(DataInputStream in) throws IOException {
    int value = 0;
    for (int shift = 0; shift < 32; shift += 7) {
      int next = in.readUnsignedByte();
      value |= (next & 0x7F) << shift;
      if ((next & 0x80) == 0) {
        return value;
      }
    }
    throw new IOException("a number that does not end");
  }

  /** Small numbers in place of those of a log. */
  private static final class Numbers {
    private final Map<Integer, Integer> small = new LinkedHashMap<>();

    void add(int number) {
      small.putIfAbsent(number, small.size());
    }

    int of(int number) {
      return Objects.requireNonNull(small.get(number));
    }

    int size() {
      return small.size();
    }

    Iterable<Integer> inOrder() {
      return small.keySet();
    }
  }
}
