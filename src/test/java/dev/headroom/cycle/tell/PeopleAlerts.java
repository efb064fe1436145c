package dev.headroom.cycle.tell;

import dev.headroom.alert.AdviceJudge;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Culprit;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Subject;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.tell.GeneratedFleet.Watched;
import dev.headroom.limits.LimitName;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Alerts of each kind that names users, directly or by an integration that has a user's name. */
final class PeopleAlerts {
  private PeopleAlerts() {}

  static List<Transition> of(Watched w, Instant slot) {
    String mark = w.mark();
    String id = ShownUsage.person(mark);
    String name = ShownUsage.name(mark);
    String user = "eve." + mark + "@x.example";
    Culprit culprit = new Culprit(id, name, 4_000, 0.5, null, Culprit.Basis.MEASURED, slot, true);
    Map<String, Object> subject = Map.of("type", "user", "id", "005eve" + mark, "name", user);
    Map<String, Object> finding =
        Map.of(
            "id",
            "apiUserNotAllowed:005eve" + mark,
            "kind",
            "apiUserNotAllowed",
            "severity",
            "high",
            "subject",
            subject,
            "evidence",
            Map.of("users", List.of(user, "gone." + mark + "@x.example")));
    return List.of(
        opened(
            AlertKey.usage(w.org().id(), LimitName.DAILY_API_REQUESTS),
            slot,
            Reason.THRESHOLD,
            Evidence.Use.of(slot, w.reading()).naming(List.of(culprit), 0)),
        opened(
            new AlertKey(
                w.org().id(), new Subject.Finding("apiUserNotAllowed:005eve" + mark), Rule.ACCESS),
            slot,
            Reason.FINDING,
            new Evidence.Finding(
                slot,
                "1 user may use the API and is not allowed to: " + user,
                Map.of("subject", subject, "advice", "Ask.", "findings", List.of(finding)))),
        opened(
            AdviceJudge.key(w.org().id(), "f" + mark),
            slot,
            Reason.FINDING,
            new Evidence.Finding(
                slot,
                name + " could save 891 of 900 calls a day",
                Map.of("id", "f" + mark, "integration", id, "name", name, "advice", "Ask."))));
  }

  private static Transition opened(AlertKey key, Instant slot, Reason reason, Evidence evidence) {
    return new Transition.Opened(
        key, new Episode(slot, Severity.ATTENTION, reason, slot, null), evidence);
  }
}
