package dev.headroom.local;

import dev.headroom.cycle.audit.AuditCycle;
import dev.headroom.cycle.job.OrgJobMessage;
import dev.headroom.org.OrgId;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Audits a few simulated orgs when a demo starts, as of the day before and of now, so that there is
 * something to see before their own hour. Where that was done, nothing is asked again.
 */
@Singleton
final class DemoAudits {
  /** Those with an access story. */
  private static final List<OrgId> ORGS =
      List.of(new OrgId("globex-archive"), new OrgId("acme-dev"), new OrgId("initech-secure"));

  private final Demo demo;
  private final FleetAtStart fleet;
  private final AuditCycle audits;
  private volatile boolean stopping;

  DemoAudits(Demo demo, FleetAtStart fleet, AuditCycle audits) {
    this.demo = demo;
    this.fleet = fleet;
    this.audits = audits;
  }

  /** Audits them. */
  void run() {
    Instant start = demo.start();
    fleet.simulator().beforeToday(true);
    try {
      audit(start.minus(Duration.ofDays(1)));
    } finally {
      fleet.simulator().beforeToday(false);
    }
    audit(start);
  }

  private void audit(Instant at) {
    for (OrgId org : ORGS) {
      if (!stopping) {
        Log.debugf("audit of %s: %s", org, audits.audit(new OrgJobMessage(org, at)));
      }
    }
  }

  void stop() {
    stopping = true;
  }
}
