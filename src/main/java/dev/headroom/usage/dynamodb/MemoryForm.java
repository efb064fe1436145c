package dev.headroom.usage.dynamodb;

import dev.headroom.usage.Endpoint;
import dev.headroom.usage.FilesRead;
import dev.headroom.usage.IntegrationRegistry;
import dev.headroom.usage.KnownIntegration;
import dev.headroom.usage.UsageStore.Memory;
import dev.headroom.usage.UsageStore.OpenDay;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files that were read, and the registry of integrations, as bytes. */
final class MemoryForm {
  private static final int VERSION = 1;

  /** In 1, keys of endpoints had 64 bits, and weights were written as they are in memory. */
  private static final int REGISTRY = 2;

  /** A weight is a sum of square roots of calls; this is exact enough to recognise it. */
  private static final double WEIGHT_UNIT = 1.0 / 1024;

  private MemoryForm() {}

  static byte[] pack(Memory memory) {
    Packer out = new Packer(VERSION);
    FilesRead files = memory.files();
    out.maybe(files.newest(), out::millis);
    out.all(
        files.entries(),
        e -> out.text(e.id()).millis(e.created()).number(e.length()).number(e.triesLeft()));
    out.all(
        memory.open().entrySet(),
        e ->
            out.number(e.getKey().toEpochDay())
                .all(e.getValue().parts(), out::fixed)
                .millis(e.getValue().until()));
    out.flag(memory.hourly());
    out.maybe(memory.told(), day -> out.number(day.toEpochDay()));
    return out.packed();
  }

  static Memory unpackMemory(long version, byte[] packed) throws IOException {
    Unpacker in = opened(packed, VERSION);
    FilesRead files =
        new FilesRead(
            in.maybe(in::millis),
            in.all(
                () -> new FilesRead.Entry(in.text(), in.millis(), in.number(), (int) in.number())));
    SortedMap<LocalDate, OpenDay> open = new TreeMap<>();
    in.all(
        () ->
            open.put(LocalDate.ofEpochDay(in.number()), new OpenDay(in.all(in::fixed), in.millis()))
                == null);
    return new Memory(
        version, files, open, in.flag(), in.maybe(() -> LocalDate.ofEpochDay(in.number())));
  }

  static byte[] pack(IntegrationRegistry registry) {
    Packer out = new Packer(REGISTRY);
    out.all(registry.integrations(), k -> known(out, k));
    out.all(registry.merged().entrySet(), e -> out.text(e.getKey()).text(e.getValue()));
    return out.packed();
  }

  static IntegrationRegistry unpackRegistry(byte[] packed) throws IOException {
    Unpacker in = opened(packed, REGISTRY);
    var integrations = in.all(() -> known(in));
    Map<String, String> merged = new HashMap<>();
    in.all(() -> merged.put(in.text(), in.text()) == null);
    return new IntegrationRegistry(integrations, merged);
  }

  /** Opens a form of one of the versions from 1 to {@code newest}. */
  private static Unpacker opened(byte[] packed, int newest) throws IOException {
    Unpacker in = new Unpacker(packed);
    if (in.version() < 1 || in.version() > newest) {
      throw new IOException("the form " + in.version() + " of what is known is not known");
    }
    return in;
  }

  private static void known(Packer out, KnownIntegration k) {
    out.text(k.id()).text(k.name()).text(k.identifiedBy());
    DayForm.caller(out, k.eldest());
    out.millis(k.first()).millis(k.last()).number(k.calls());
    out.all(k.callers(), out::fixed);
    KnownIntegration.Traits t = k.traits();
    out.texts(t.users()).texts(t.addresses()).texts(t.networks()).texts(t.clients());
    out.texts(t.versions()).texts(t.apps()).texts(t.appNames());
    out.all(
        k.endpoints().entrySet(),
        e -> out.half(e.getKey()).number(Math.round(e.getValue() / WEIGHT_UNIT)));
    out.all(k.days().entrySet(), e -> out.number(e.getKey()).number(e.getValue()));
  }

  private static KnownIntegration known(Unpacker in) throws IOException {
    return new KnownIntegration(
        in.text(),
        in.text(),
        in.text(),
        DayForm.caller(in),
        in.millis(),
        in.millis(),
        in.number(),
        in.all(in::fixed),
        new KnownIntegration.Traits(
            in.texts(), in.texts(), in.texts(), in.texts(), in.texts(), in.texts(), in.texts()),
        endpoints(in),
        days(in));
  }

  private static Map<Long, Double> endpoints(Unpacker in) throws IOException {
    Map<Long, Double> weights = new HashMap<>();
    in.all(() -> weights.put(endpoint(in), weight(in)) == null);
    return weights;
  }

  private static long endpoint(Unpacker in) throws IOException {
    return in.version() < REGISTRY ? in.fixed() & Endpoint.KEY_BITS : in.half();
  }

  private static double weight(Unpacker in) throws IOException {
    return in.version() < REGISTRY ? in.real() : in.number() * WEIGHT_UNIT;
  }

  private static SortedMap<Integer, Integer> days(Unpacker in) throws IOException {
    SortedMap<Integer, Integer> days = new TreeMap<>();
    in.all(() -> days.put((int) in.number(), (int) in.number()) == null);
    return days;
  }
}
