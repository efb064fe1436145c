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

/** Stores the API usage of orgs. */
public interface UsageStore {
  /** The most days per {@link #save}. */
  int MAX_DAYS = 8;

  /** Returns what the next run of an org must know, as last saved; read consistently. */
  Memory memory(OrgId org);

  /** Returns the integrations that nobody named, as last saved; read consistently. */
  IntegrationRegistry registry(OrgId org);

  /**
   * Stores days and what the next run must know, all or nothing.
   *
   * @param next what is to be known now, with the version that was read
   * @param registry what {@link #registry} returns from now on
   * @param days at most {@link #MAX_DAYS}; each replaces what is stored for its day
   * @param groups what the files of these days distinguish
   * @return false if another run saved in the meantime; then nothing is stored
   */
  boolean save(
      OrgId org,
      Memory next,
      IntegrationRegistry registry,
      List<StoredDay> days,
      List<DayGroups> groups);

  /**
   * Returns the days from one to another, both inclusive, in order; a day that is not stored is
   * left out. Integrations have their present ids; a name that is a user's or an address is present
   * as long as details are kept.
   */
  List<StoredDay> days(OrgId org, LocalDate from, LocalDate to);

  /** Returns the groups of a day; empty if they are not stored, or no longer. */
  Optional<DayGroups> groups(OrgId org, LocalDate day);

  /**
   * Stores some calls of a day, as packed by {@link KeptCalls}. They are found again once a {@link
   * Memory} names them.
   *
   * @param until they may be dropped from then on
   * @return their id: the same for the same bytes
   */
  long keep(OrgId org, LocalDate day, byte[] part, Instant until);

  /** Returns the calls of a day stored under these ids; empty if some of them are gone. */
  Optional<List<byte[]>> kept(OrgId org, LocalDate day, List<Long> parts);

  /** Returns the orgs that have hourly files. */
  Set<OrgId> hourly();

  /** Records whether an org has hourly files. */
  void noteHourly(OrgId org, boolean hourly);

  /**
   * What a run must know.
   *
   * @param version of what was last saved; 0 if nothing was
   * @param files which files were read
   * @param open the days that may still get more calls, and where their calls are
   * @param hourly whether the org has hourly files
   * @param told up to this day every day is stored, known or not; empty if none is
   */
  record Memory(
      long version,
      FilesRead files,
      SortedMap<LocalDate, OpenDay> open,
      boolean hourly,
      Optional<LocalDate> told) {
    /** For an org of which nothing was read yet. */
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
   * @param until they are kept at least until then
   */
  record OpenDay(List<Long> parts, Instant until) {
    public OpenDay {
      parts = List.copyOf(parts);
    }
  }

  /**
   * What the files of a day distinguish.
   *
   * @param groups the largest first; beyond {@link #MAX_GROUPS} the smallest are left out
   * @param leftOut counted calls of the groups that are left out
   */
  record DayGroups(LocalDate day, List<OwnGroup> groups, long leftOut) {
    /** The most groups stored per day. */
    public static final int MAX_GROUPS = 10_000;

    public DayGroups {
      groups = List.copyOf(groups);
    }

    /** Returns the groups of a day as one run has them. */
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

  /** A group and the id of its integration. */
  record OwnGroup(Caller caller, String family, long calls, String integration) {}
}
