package dev.headroom.usage.dynamodb;

import dev.headroom.usage.KnownFindings;
import dev.headroom.usage.KnownFindings.Known;
import dev.headroom.usage.Pattern;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of findings, as bytes. Names of integrations, which can be those of users, are not
 * kept: the id stands in their place. A pattern that this version does not know is left out.
 */
final class FindingsForm {
  private static final int VERSION = 1;

  private FindingsForm() {}

  static byte[] pack(KnownFindings findings) {
    Packer out = new Packer(VERSION);
    out.maybe(findings.until(), day -> out.number(day.toEpochDay()));
    out.maybe(findings.toldOn(), day -> out.number(day.toEpochDay()));
    out.all(
        new TreeMap<>(findings.all()).values(),
        k -> {
          out.text(k.id()).text(k.integration()).text(k.pattern().word());
          out.text(k.resource()).number(k.firstSeen().toEpochDay());
          out.number(k.lastSeen().toEpochDay());
          out.maybe(k.gone(), day -> out.number(day.toEpochDay()));
          out.number(k.calls()).number(k.needed()).number(k.missed()).flag(k.told());
        });
    return out.packed();
  }

  static KnownFindings unpack(byte[] packed) throws IOException {
    Unpacker in = new Unpacker(packed);
    if (in.version() != VERSION) {
      throw new IOException("the form " + in.version() + " of findings is not known");
    }
    Optional<LocalDate> until = in.maybe(() -> day(in));
    Optional<LocalDate> toldOn = in.maybe(() -> day(in));
    Map<String, Known> all = new TreeMap<>();
    in.all(
        () -> {
          Optional<Known> known = known(in);
          known.ifPresent(k -> all.put(k.id(), k));
          return known;
        });
    return new KnownFindings(until, toldOn, all);
  }

  private static Optional<Known> known(Unpacker in) throws IOException {
    String id = in.text();
    String integration = in.text();
    Optional<Pattern> pattern = Pattern.of(in.text());
    String resource = in.text();
    LocalDate firstSeen = day(in);
    LocalDate lastSeen = day(in);
    Optional<LocalDate> gone = in.maybe(() -> day(in));
    long calls = in.number();
    long needed = in.number();
    int missed = (int) in.number();
    boolean told = in.flag();
    return pattern.map(
        p ->
            new Known(
                id,
                integration,
                integration,
                p,
                resource,
                firstSeen,
                lastSeen,
                gone,
                calls,
                needed,
                missed,
                told));
  }

  private static LocalDate day(Unpacker in) throws IOException {
    return LocalDate.ofEpochDay(in.number());
  }
}
