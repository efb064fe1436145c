package dev.headroom.fleet.manifest;

import dev.headroom.fleet.MuteReader;
import dev.headroom.fleet.Violation;
import dev.headroom.notify.Mute;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import java.util.List;

/** Reads a mute in the form of the manifest. */
public final class YamlMuteReader implements MuteReader {
  private final OrgDirectory directory;

  /** Creates a reader that knows the orgs and tenants of {@code directory}. */
  public YamlMuteReader(OrgDirectory directory) {
    this.directory = directory;
  }

  @Override
  public Read read(String id, String text) {
    Node.Mapping document;
    try {
      document = YamlText.parse(text);
    } catch (SyntaxViolationException e) {
      return new Read(List.of(e.violation()), null);
    }
    Findings findings = new Findings(document);
    Mute mute =
        new MutesSection(
                findings,
                new Tags(findings),
                tenant -> directory.all().stream().anyMatch(org -> org.tenant().equals(tenant)),
                org ->
                    OrgId.FORM.matcher(org).matches() && directory.find(new OrgId(org)).isPresent())
            .mute(id, new Members(document, "", false, findings));
    List<Violation> violations = findings.all();
    return new Read(violations, violations.isEmpty() ? mute : null);
  }
}
