package dev.headroom.usage;

import dev.headroom.org.OrgId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What is kept of the API usage of orgs. */
public interface UsageStore {
  /** Most days of one {@link #save}. */
  int MAX_DAYS = 30;

  /** What the next run of an org has to know, as it was saved last; read consistently. */
  Memory memory(OrgId org);

  /**
   * Keeps days and what the next run has to know, all or nothing.
   *
   * @param next what is to be known now, with the version that was read
   * @param days at most {@link #MAX_DAYS}; each takes the place of what is kept of its day
   * @param groups what the files of these days tell apart
   * @return false when another run saved meanwhile; nothing is kept then
   */
  boolean save(OrgId org, Memory next, List<StoredDay> days, List<DayGroups> groups);

  /** The days from one to another, both inclusive, in order; a day that is not kept is left out. */
  List<StoredDay> days(OrgId org, LocalDate from, LocalDate to);

  /** The groups of a day; empty when they are not kept, or not any more. */
  Optional<DayGroups> groups(OrgId org, LocalDate day);

  /**
   * What a run has to know.
   *
   * @param version of what was saved last; 0 when nothing was
   * @param files which files were read
   * @param registry the integrations that nobody named
   */
  record Memory(long version, FilesRead files, IntegrationRegistry registry) {
    /** Of an org of which nothing was read yet. */
    public static final Memory NONE = new Memory(0, FilesRead.NONE, IntegrationRegistry.NONE);
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
