package dev.headroom.usage;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A day of an org as stored: integrations by id, which remains valid beyond the run that made it.
 *
 * @param day UTC day
 * @param source what is known about it
 * @param counted calls that count against the allocation; 0 for an unknown day
 * @param uncounted the others
 * @param unexplained what the org's counter has in addition
 * @param files the files of the day
 * @param parts of counted calls, the largest first
 * @param findings what is wasteful
 */
public record StoredDay(
    LocalDate day,
    DaySource source,
    long counted,
    long uncounted,
    Unexplained unexplained,
    List<File> files,
    List<Part> parts,
    List<Found> findings) {
  /** Integrations beyond this number are stored as one, the smallest first. */
  public static final int MAX_PARTS = 500;

  /** The id of the combined rest. */
  public static final String OTHERS = "others";

  /** The name of an integration whose own, a user's or an address, is no longer kept. */
  public static final String NAMELESS = Naming.NAMELESS;

  /**
   * A file that was read.
   *
   * @param newRows calls that no earlier file had
   */
  public record File(FileReading reading, int newRows) {}

  /**
   * The calls of one integration.
   *
   * @param id its id
   * @param name what a person would call it
   * @param identifiedBy how it was distinguished
   * @param share its calls; the number of the integration in it is meaningless
   */
  public record Part(String id, String name, String identifiedBy, DayUsage.Share share) {
    /**
     * Returns whether its name consists of a user's name or an address, which are kept for a
     * shorter time than its calls.
     */
    public boolean isPersonal() {
      return Naming.isPersonal(id);
    }

    /** Returns the same under another name. */
    public Part named(String other) {
      return new Part(id, other, identifiedBy, share);
    }

    Part plus(Part other) {
      return new Part(id, name, identifiedBy, share.plus(other.share));
    }
  }

  /**
   * A wasteful pattern.
   *
   * @param id of the integration
   * @param finding what was found; the number of the integration in it is meaningless
   */
  public record Found(String id, Finding finding) {}

  public StoredDay {
    files = List.copyOf(files);
    parts = List.copyOf(parts);
    findings = List.copyOf(findings);
  }

  /**
   * Returns whether the name of the integration {@code id} consists of a user's name or an address.
   */
  public static boolean isPersonal(String id) {
    return Naming.isPersonal(id);
  }

  /** Returns its calls as a run has them, without what the files distinguish. */
  public DayUsage usage() {
    return new DayUsage(
        day,
        counted,
        uncounted,
        parts.stream().map(Part::share).toList(),
        List.of(),
        findings.stream().map(Found::finding).toList());
  }

  /** Returns the same with other parts and findings. */
  public StoredDay with(List<Part> others, List<Found> found) {
    return new StoredDay(day, source, counted, uncounted, unexplained, files, others, found);
  }

  /** Returns the same with other parts. */
  public StoredDay with(List<Part> others) {
    return new StoredDay(day, source, counted, uncounted, unexplained, files, others, findings);
  }

  /** Returns the same with other reasons for what is unexplained. */
  public StoredDay with(Unexplained other) {
    return new StoredDay(day, source, counted, uncounted, other, files, parts, findings);
  }

  /** Returns the same with what is known from further files. */
  public StoredDay with(DaySource known, List<File> more) {
    return new StoredDay(day, known, counted, uncounted, unexplained, more, parts, findings);
  }

  /** Returns a day as one run has it. */
  public static StoredDay of(
      DaySource source,
      DayUsage usage,
      Unexplained unexplained,
      List<File> files,
      Attribution attribution) {
    List<Integration> integrations = attribution.integrations();
    List<Part> parts = new ArrayList<>();
    for (DayUsage.Share share : usage.integrations()) {
      Integration by = integrations.get(share.integration());
      parts.add(new Part(by.id(), by.name(), by.identifiedBy(), share));
    }
    List<Found> findings = new ArrayList<>();
    for (Finding finding : usage.findings()) {
      findings.add(new Found(integrations.get(finding.integration()).id(), finding));
    }
    return new StoredDay(
            usage.day(),
            source,
            usage.counted(),
            usage.uncounted(),
            unexplained,
            files,
            parts,
            findings)
        .atMost(MAX_PARTS);
  }

  /** Returns the same with {@code most} integrations, and one for all smaller ones. */
  public StoredDay atMost(int most) {
    Map<String, Part> kept = new LinkedHashMap<>();
    for (Part part : parts) {
      boolean own = kept.size() < most || kept.containsKey(part.id());
      Part to = own ? part : new Part(OTHERS, "smaller integrations", "size", part.share());
      kept.merge(to.id(), to, Part::plus);
    }
    return new StoredDay(
        day, source, counted, uncounted, unexplained, files, List.copyOf(kept.values()), findings);
  }

  /** Returns the same with the integrations' present ids; those that became one are combined. */
  public StoredDay now(IntegrationRegistry registry) {
    Map<String, Part> named = new LinkedHashMap<>();
    for (Part part : parts) {
      String id = registry.now(part.id());
      named.merge(id, new Part(id, part.name(), part.identifiedBy(), part.share()), Part::plus);
    }
    List<Found> found =
        findings.stream().map(f -> new Found(registry.now(f.id()), f.finding())).toList();
    List<Part> largest =
        named.values().stream()
            .sorted((a, b) -> Long.compare(b.share().calls(), a.share().calls()))
            .toList();
    return new StoredDay(day, source, counted, uncounted, unexplained, files, largest, found);
  }
}
