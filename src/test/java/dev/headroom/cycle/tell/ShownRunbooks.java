package dev.headroom.cycle.tell;

import dev.headroom.alert.InMemoryNotes;
import dev.headroom.alert.Note;
import dev.headroom.alert.Notes;
import dev.headroom.cycle.tell.GeneratedFleet.Watched;
import dev.headroom.cycle.tell.ShownWorld.Artefact;
import dev.headroom.org.Org;
import dev.headroom.org.TenantScope;
import dev.headroom.report.AccessViews;
import dev.headroom.report.NoteViews;
import dev.headroom.report.Query;
import dev.headroom.report.Runbooks;
import dev.headroom.report.UsageViews;
import dev.headroom.report.Views;
import dev.headroom.report.html.FilePages;
import dev.headroom.report.html.Pages;
import dev.headroom.report.html.RunbookPages;
import dev.headroom.report.html.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The runbooks of a generated fleet. */
final class ShownRunbooks {
  private final Site site;
  private final RunbookPages runbooks;
  private final FilePages files;

  ShownRunbooks(
      GeneratedFleet fleet,
      Views views,
      UsageViews usage,
      AccessViews access,
      Pages pages,
      Site site) {
    this.site = site;
    this.runbooks =
        new RunbookPages(pages, new Runbooks(views, usage, access, new NoteViews(notes(fleet))));
    this.files = new FilePages(pages, runbooks, views, "1");
  }

  /** A note about each org. */
  private static Notes notes(GeneratedFleet fleet) {
    InMemoryNotes notes = new InMemoryNotes();
    Instant at = Instant.parse("2026-11-25T11:56:00Z");
    for (Watched w : fleet.orgs()) {
      notes.add(
          new Note(
              "20261125T115600Z-0123456789ab",
              w.org().id(),
              at,
              w.mark(),
              "note of " + w.mark(),
              null));
    }
    return notes;
  }

  /** The runbooks of {@code own} as pages and as Markdown. */
  List<Artefact> shown(TenantScope scope, List<Watched> own) {
    List<Artefact> all = new ArrayList<>();
    for (Watched w : own) {
      String id = w.org().id().value();
      String path = "/orgs/" + id + "/runbook";
      all.add(new Artefact(path, runbooks.runbook(scope, id, Query.none(path), site).text()));
      all.add(
          new Artefact(
              "/orgs/" + id + "/note",
              runbooks.note(scope, id, Query.none(path), site, null, 200).text()));
      all.add(new Artefact(path + ".md", runbooks.markdown(scope, id, site.now()).orElseThrow()));
    }
    return all;
  }

  /** The files in the folder of a tenant. */
  List<Artefact> files(List<Org> all, String tenant) {
    FilePages.Run run = files.at(site.now(), all);
    return Stream.concat(
            run.tenant(tenant).stream(),
            all.stream().filter(o -> o.tenant().equals(tenant)).flatMap(o -> run.org(o).stream()))
        .map(file -> new Artefact(file.name(), file.text()))
        .toList();
  }

  /** What is shown of an org that is not there for {@code scope}. */
  List<String> ofAnother(TenantScope scope, String id) {
    return List.of(
        runbooks.runbook(scope, id, Query.none("/orgs/" + id + "/runbook"), site).text(),
        runbooks.note(scope, id, Query.none("/orgs/" + id + "/note"), site, null, 200).text(),
        runbooks.markdown(scope, id, site.now()).toString());
  }
}
