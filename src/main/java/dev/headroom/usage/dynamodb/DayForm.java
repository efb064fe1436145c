package dev.headroom.usage.dynamodb;

import dev.headroom.usage.Caller;
import dev.headroom.usage.DaySource;
import dev.headroom.usage.DayUsage;
import dev.headroom.usage.EventLogFile;
import dev.headroom.usage.FileReading;
import dev.headroom.usage.Finding;
import dev.headroom.usage.Pattern;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.Unexplained;
import dev.headroom.usage.UsageStore.DayGroups;
import dev.headroom.usage.UsageStore.OwnGroup;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A day and its groups as bytes. Enums are stored by name, patterns by their words; a format that
 * this version does not know is rejected, not guessed at.
 */
final class DayForm {
  private static final int VERSION = 1;

  private DayForm() {}

  static byte[] pack(StoredDay day) {
    Packer out = new Packer(VERSION);
    DaySource source = day.source();
    out.number(day.day().toEpochDay()).number(day.counted()).number(day.uncounted());
    out.text(source.knowledge().name()).flag(source.daily()).flag(source.hourly());
    out.texts(source.reasons());
    out.maybe(day.unexplained().used()).maybe(day.unexplained().calls());
    out.all(day.unexplained().reasons(), r -> out.text(r.kind().name()).maybe(r.atMost()));
    out.all(day.files(), file -> file(out, file));
    out.all(day.parts(), part -> part(out, part));
    out.all(day.findings(), found -> found(out, found));
    return out.packed();
  }

  static StoredDay unpackDay(byte[] packed) throws IOException {
    Unpacker in = opened(packed);
    LocalDate day = LocalDate.ofEpochDay(in.number());
    long counted = in.number();
    long uncounted = in.number();
    DaySource source =
        new DaySource(
            day, DaySource.Knowledge.valueOf(in.text()), in.flag(), in.flag(), in.texts());
    Unexplained unexplained =
        new Unexplained(
            in.maybe(),
            in.maybe(),
            in.all(() -> new Unexplained.Reason(Unexplained.Kind.valueOf(in.text()), in.maybe())));
    return new StoredDay(
        day,
        source,
        counted,
        uncounted,
        unexplained,
        in.all(() -> file(in)),
        in.all(() -> part(in)),
        in.all(() -> found(in)));
  }

  static byte[] pack(LocalDate day, List<OwnGroup> groups, long leftOut) {
    Packer out = new Packer(VERSION).number(day.toEpochDay()).number(leftOut);
    out.all(
        groups,
        g -> {
          caller(out, g.caller());
          out.text(g.family()).number(g.calls()).text(g.integration());
        });
    return out.packed();
  }

  static DayGroups unpackGroups(byte[] packed) throws IOException {
    Unpacker in = opened(packed);
    LocalDate day = LocalDate.ofEpochDay(in.number());
    long leftOut = in.number();
    List<OwnGroup> groups =
        in.all(() -> new OwnGroup(caller(in), in.text(), in.number(), in.text()));
    return new DayGroups(day, groups, leftOut);
  }

  static void caller(Packer out, Caller c) {
    out.text(c.appId()).text(c.appName()).text(c.client()).text(c.user()).text(c.address());
    out.text(c.version()).text(c.userName()).text(c.category());
  }

  static Caller caller(Unpacker in) throws IOException {
    return new Caller(
        in.text(), in.text(), in.text(), in.text(), in.text(), in.text(), in.text(), in.text());
  }

  private static Unpacker opened(byte[] packed) throws IOException {
    Unpacker in = new Unpacker(packed);
    if (in.version() != VERSION) {
      throw new IOException("the form " + in.version() + " of a day is not known");
    }
    return in;
  }

  private static void file(Packer out, StoredDay.File file) {
    FileReading reading = file.reading();
    EventLogFile f = reading.file();
    out.text(f.id()).text(f.eventType()).number(f.logDate().toEpochDay());
    out.text(f.interval().name()).number(f.sequence()).number(f.length()).millis(f.created());
    out.number(reading.number()).number(reading.rows()).maybe(reading.problem(), out::text);
    out.flag(reading.brokeOff()).number(file.newRows());
  }

  private static StoredDay.File file(Unpacker in) throws IOException {
    EventLogFile file =
        new EventLogFile(
            in.text(),
            in.text(),
            LocalDate.ofEpochDay(in.number()),
            EventLogFile.Interval.valueOf(in.text()),
            (int) in.number(),
            in.number(),
            in.millis());
    FileReading reading =
        new FileReading(file, (int) in.number(), (int) in.number(), in.maybe(in::text), in.flag());
    return new StoredDay.File(reading, (int) in.number());
  }

  private static void part(Packer out, StoredDay.Part part) {
    DayUsage.Share share = part.share();
    out.text(part.id()).text(part.name()).text(part.identifiedBy()).number(share.calls());
    out.all(share.hours(), out::number);
    out.all(share.families().entrySet(), e -> out.text(e.getKey()).number(e.getValue()));
    out.number(share.errors());
    out.all(share.resources(), r -> out.text(r.resource()).number(r.calls()));
    out.number(share.users()).number(share.addresses()).texts(share.versions());
  }

  private static StoredDay.Part part(Unpacker in) throws IOException {
    String id = in.text();
    String name = in.text();
    String by = in.text();
    long calls = in.number();
    List<Long> hours = in.all(in::number);
    Map<String, Long> families = new TreeMap<>();
    in.all(() -> families.put(in.text(), in.number()) == null);
    DayUsage.Share share =
        new DayUsage.Share(
            0,
            calls,
            hours,
            families,
            in.number(),
            in.all(() -> new DayUsage.ResourceCalls(in.text(), in.number())),
            (int) in.number(),
            (int) in.number(),
            new TreeSet<>(in.texts()));
    return new StoredDay.Part(id, name, by, share);
  }

  private static void found(Packer out, StoredDay.Found found) {
    Finding f = found.finding();
    out.text(found.id()).text(f.pattern().word()).text(f.resource());
    out.millis(f.from()).millis(f.to()).number(f.calls()).number(f.needed());
    out.real(f.confidence()).text(f.evidence());
  }

  private static StoredDay.Found found(Unpacker in) throws IOException {
    String id = in.text();
    String word = in.text();
    Optional<Pattern> pattern = Pattern.of(word);
    return new StoredDay.Found(
        id,
        new Finding(
            pattern.orElseThrow(() -> new IOException("the pattern " + word + " is not known")),
            0,
            in.text(),
            in.millis(),
            in.millis(),
            in.number(),
            in.number(),
            in.real(),
            in.text()));
  }
}
