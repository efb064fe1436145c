package dev.headroom.usage;

import dev.headroom.org.OrgId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is kept of the API usage of orgs. */
public interface UsageStore {
  /** Most days of one {@link #save}. */
  int MAX_DAYS = 8;

  /** What the next run of an org has to know, as it was saved last; read consistently. */
  Memory memory(OrgId org);

  /** The integrations that nobody named, as they were saved last; read consistently. */
  IntegrationRegistry registry(OrgId org);

  /**
   * Keeps days and what the next run has to know, all or nothing.
   *
   * @param next what is to be known now, with the version that was read
   * @param registry what {@link #registry} is to answer from now on
   * @param days at most {@link #MAX_DAYS}; each takes the place of what is kept of its day
   * @param groups what the files of these days tell apart
   * @return false when another run saved meanwhile; nothing is kept then
   */
  boolean save(
      OrgId org,
      Memory next,
      IntegrationRegistry registry,
      List<StoredDay> days,
      List<DayGroups> groups);

  /**
   * The days from one to another, both inclusive, in order; a day that is not kept is left out.
   * Integrations have the ids that they have by now; a name that is a user's or an address is there
   * as long as details are kept.
   */
  List<StoredDay> days(OrgId org, LocalDate from, LocalDate to);

  /** The groups of a day; empty when they are not kept, or not any more. */
  Optional<DayGroups> groups(OrgId org, LocalDate day);

  /**
   * Keeps some calls of a day, as {@link KeptCalls} packs them. They are found again once a {@link
   * Memory} names them.
   *
   * @param until they may be dropped from then on
   * @return their id: the same for the same bytes
   */
  long keep(OrgId org, LocalDate day, byte[] part, Instant until);

  /** The calls of a day that were kept under these ids; empty when some of them are gone. */
  Optional<List<byte[]>> kept(OrgId org, LocalDate day, List<Long> parts);

  /** The orgs that have hourly files. */
  Set<OrgId> hourly();

  /** Notes whether an org has hourly files. */
  void noteHourly(OrgId org, boolean hourly);

  /**
   * What a run has to know.
   *
   * @param version of what was saved last; 0 when nothing was
   * @param files which files were read
   * @param open the days that may still get more calls, and where those are that they have
   * @param hourly whether the org has hourly files
   * @param told up to this day every day is kept, known or not; empty when none is
   */
  record Memory(
      long version,
      FilesRead files,
      SortedMap<LocalDate, OpenDay> open,
      boolean hourly,
      Optional<LocalDate> told) {
    /** Of an org of which nothing was read yet. */
    public static final Memory NONE =
        new Memory(0, FilesRead.NONE, new TreeMap<>(), false, Optional.empty());

    public Memory {
      open = Collections.unmodifiableSortedMap(new TreeMap<>(open));
    }
  }

  /**
   * A day that may still get more calls.
   *
   * @param parts ids of the calls that it has, see {@link UsageStore#keep}
   * @param until they are kept until then at least
   */
  record OpenDay(List<Long> parts, Instant until) {
    public OpenDay {
      parts = List.copyOf(parts);
    }
  }

  /**
   * What the files of a day tell apart.
   *
   * @param groups the largest first; beyond {@link #MAX_GROUPS} the smallest are left out
   * @param leftOut counted calls of the groups that are left out
   */
  record DayGroups(LocalDate day, List<OwnGroup> groups, long leftOut) {
    /** Most groups that are kept of a day. */
    public static final int MAX_GROUPS = 10_000;

    public DayGroups {
      groups = List.copyOf(groups);
    }

    /** The groups of a day as one run has it. */
    public static DayGroups of(DayUsage usage, Attribution attribution) {
      List<DayUsage.Group> largest =
          usage.groups().stream().sorted((a, b) -> Long.compare(b.calls(), a.calls())).toList();
      List<OwnGroup> kept =
          largest.stream()
              .limit(MAX_GROUPS)
              .map(
                  g ->
                      new OwnGroup(
                          g.caller(),
                          g.family(),
                          g.calls(),
                          attribution.integrations().get(g.integration()).id()))
              .toList();
      long leftOut = largest.stream().skip(MAX_GROUPS).mapToLong(DayUsage.Group::calls).sum();
      return new DayGroups(usage.day(), kept, leftOut);
    }
  }

  /** A group and the id of the integration that it was given to. */
  record OwnGroup(Caller caller, String family, long calls, String integration) {}
}
