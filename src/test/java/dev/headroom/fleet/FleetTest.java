package dev.headroom.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.http.EgressPolicy;
import dev.headroom.wiring.TargetTypes;
import org.junit.jupiter.api.Test;

class FleetTest {
  @Test
  void otherOrgsLeaveEverythingElseAsItIs() {
    String text =
        """
        version: 1
        ports: [8443]
        tenants: [{id: a, name: A}]
        orgs: []
        advice: {minSavingPercent: 3}
        reminders: {escalation: PT4H}
        mutes: [{match: {tenant: a}, until: 2027-01-01T00:00:00Z, reason: r, by: b}]
        overrides: [{match: {tenant: a}, attention: 70, until: 2027-01-01T00:00:00Z, reason: r, by: b}]
        spend: [{match: {}, cap: 600}]
        """;
    Manifest read = new YamlManifestReader(new EgressPolicy(false), TargetTypes.ALL).read(text);
    assertThat(read).isInstanceOf(Manifest.Valid.class);
    Fleet fleet = ((Manifest.Valid) read).fleet();
    assertThat(fleet.overrides()).isNotEmpty();
    assertThat(fleet.withOrgs(fleet.tenants(), fleet.orgs())).isEqualTo(fleet);
    assertThat(fleet.withTargets(fleet.targets())).isEqualTo(fleet);
  }
}
