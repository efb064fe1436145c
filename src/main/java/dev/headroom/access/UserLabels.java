package dev.headroom.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gives the users of a posture other names, wherever it names them.
 *
 * @param byId the name of the user with an id
 * @param inEvidence what stands in the place of a name that has no id beside it
 */
public record UserLabels(UnaryOperator<String> byId, UnaryOperator<String> inEvidence) {
  /** The member of a finding's evidence that lists users by name. */
  public static final String USERS = "users";

  /** Returns the posture with these names. */
  public Posture in(Posture posture) {
    return new Posture(
        posture.org(),
        posture.takenAt(),
        posture.partial(),
        posture.settings(),
        posture.apiUsers().stream().map(u -> u.called(byId.apply(u.user()))).toList(),
        posture.apps(),
        posture.ipRanges(),
        posture.findings().stream().map(this::in).toList());
  }

  private Finding in(Finding f) {
    return new Finding(
        f.kind(), f.severity(), in(f.subject()), evidence(f.evidence()), f.accepted());
  }

  /** Returns the changes with these names. */
  public List<Change> in(List<Change> drift) {
    return drift.stream()
        .map(c -> new Change(c.kind(), in(c.subject()), c.how(), c.before(), c.after()))
        .toList();
  }

  private SubjectRef in(SubjectRef subject) {
    return subject.isUser()
        ? new SubjectRef(subject.type(), subject.id(), byId.apply(subject.id()))
        : subject;
  }

  private Map<String, @Nullable Object> evidence(Map<String, @Nullable Object> evidence) {
    if (!(evidence.get(USERS) instanceof List<?> users)) {
      return evidence;
    }
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(evidence);
    changed.put(USERS, users.stream().map(String::valueOf).map(inEvidence).toList());
    return changed;
  }
}
