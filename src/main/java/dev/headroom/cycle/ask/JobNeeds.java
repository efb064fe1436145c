package dev.headroom.cycle.ask;

import dev.headroom.access.Part;
import dev.headroom.access.PermissionLabel;
import dev.headroom.access.PermissionSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a job lacks.
 *
 * @param job the name of its function
 * @param missing the permission to ask for, for each thing that the job cannot read: the smallest
 *     that is sufficient; those that were not asked for are not listed
 */
record JobNeeds(String job, List<String> missing) {
  JobNeeds {
    missing = List.copyOf(missing);
  }

  /** Returns what each job lacks. */
  static List<JobNeeds> of(PermissionSource.Answer.Known known) {
    return List.of(
        new JobNeeds("poll", known.held().contains("ViewSetup") ? List.of() : List.of("ViewSetup")),
        new JobNeeds("attribute", missing(known, Stream.of(Part.EVENT_LOG))),
        new JobNeeds("audit", missing(known, Stream.of(Part.values()))));
  }

  private static List<String> missing(PermissionSource.Answer.Known known, Stream<Part> parts) {
    Set<String> held = known.held();
    return parts
        .filter(part -> !part.isReadableWith(held) && known.asked().contains(part.permission()))
        .map(Part::permission)
        .distinct()
        .toList();
  }

  /** Returns it as a clause: {@code audit lacks Manage Users}. */
  String text() {
    return job
        + " lacks "
        + missing.stream().map(PermissionLabel::of).collect(Collectors.joining(", "));
  }
}
