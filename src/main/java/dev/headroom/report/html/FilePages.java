package dev.headroom.report.html;

import dev.headroom.notify.PageNames;
import dev.headroom.org.Org;
import dev.headroom.org.TenantId;
import dev.headroom.org.TenantScope;
import dev.headroom.report.AlertView;
import dev.headroom.report.PageFile;
import dev.headroom.report.Query;
import dev.headroom.report.Views;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes pages that are files: the same as others, without scripts and forms, and with relative
 * links. What is made for a tenant is read for its scope, and lies in its folder.
 */
public final class FilePages {
  private static final String ASSETS = "META-INF/resources/";
  private static final String GONE =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Headroom</title></head>
      <body><p>This is not shown here any more.</p></body></html>
      """;

  /** When a page was made is no fact of its own. */
  private static final Pattern CLOCK = Pattern.compile("<div class=\"clock\".*?</div>");

  private final Pages pages;
  private final RunbookPages runbooks;
  private final Views views;
  private final String version;

  /** Makes files of these pages. */
  public FilePages(Pages pages, RunbookPages runbooks, Views views, String version) {
    this.pages = pages;
    this.runbooks = runbooks;
    this.views = views;
    this.version = version;
  }

  /** Starts pages of {@code orgs}, all of them made at {@code now}. */
  public Run at(Instant now, List<Org> orgs) {
    return new Run(
        Site.ofFiles(now, version),
        orgs.stream().collect(Collectors.toMap(org -> org.id().value(), Function.identity())),
        views.alerts(TenantScope.all()).stream()
            .filter(alert -> !alert.org().isFleet())
            .collect(
                Collectors.toMap(
                    AlertView::key, alert -> alert.org().value(), (one, same) -> one)));
  }

  /** Returns whether the pages of an org have no names of users: they are its tenant's. */
  public boolean hidesNames(Org org) {
    return views.hidesNames(TenantScope.of(new TenantId(org.tenant())));
  }

  /** Returns whether a file shows something of an org or a tenant. */
  public static boolean isPage(String name) {
    return name.endsWith(".html") || name.endsWith(".md");
  }

  /** Returns what takes the place of a page that has left its folder. */
  public static PageFile gone(String name) {
    return PageFile.of(
        name,
        name.endsWith(".md") ? PageFile.MARKDOWN : PageFile.HTML,
        name.endsWith(".md") ? "This is not shown here any more.\n" : GONE);
  }

  /** The pages of one moment. */
  public final class Run {
    private final Site site;
    private final FileLinks all;
    private final Map<String, FileLinks> byTenant = new HashMap<>();

    private Run(Site site, Map<String, Org> orgs, Map<String, String> alerts) {
      this.site = site;
      this.all = new FileLinks("", orgs, alerts);
      orgs.values()
          .forEach(
              org ->
                  byTenant
                      .computeIfAbsent(
                          org.tenant(),
                          t -> new FileLinks(PageNames.tenant(t), new HashMap<>(), alerts))
                      .orgs()
                      .put(org.id().value(), org));
    }

    /** Returns the page of an org alone. */
    public List<PageFile> page(Org org) {
      TenantScope scope = TenantScope.of(new TenantId(org.tenant()));
      String id = org.id().value();
      Html page = pages.org(scope, id, Query.none("/orgs/" + id), site);
      return List.of(
          FilePages.page(links(org.tenant()), PageNames.org(org.tenant(), org.id()), page));
    }

    /** Returns the page of an org and its runbook, as page and as Markdown. */
    public List<PageFile> org(Org org) {
      TenantScope scope = TenantScope.of(new TenantId(org.tenant()));
      RunbookPages.Both runbook = runbooks.both(scope, org.id().value(), site);
      return List.of(
          page(org).getFirst(),
          FilePages.page(
              links(org.tenant()), PageNames.runbook(org.tenant(), org.id()), runbook.page()),
          PageFile.of(
              PageNames.markdown(org.tenant(), org.id()), PageFile.MARKDOWN, runbook.markdown()));
    }

    /** Returns what a tenant's folder has beside its orgs; its index is the last. */
    public List<PageFile> tenant(String tenant) {
      return fleet(
          TenantScope.of(new TenantId(tenant)), links(tenant), PageNames.tenant(tenant), true);
    }

    /** Returns what the folder of everything has beside tenants; its index is the last. */
    public List<PageFile> fleet() {
      return fleet(TenantScope.all(), all, "", false);
    }

    private List<PageFile> fleet(
        TenantScope scope, FileLinks links, String folder, boolean timeless) {
      PageFile index =
          FilePages.page(
              links, folder + PageNames.INDEX, pages.fleet(scope, Query.none("/"), site));
      return List.of(
          asset(folder, PageNames.STYLE, "text/css;charset=UTF-8"),
          asset(folder, PageNames.ICON, "image/svg+xml"),
          FilePages.page(
              links, folder + PageNames.ALERTS, pages.alerts(scope, Query.none("/alerts"), site)),
          // That of everything says when the pages were made.
          timeless ? index : PageFile.of(index.name(), index.type(), index.text()));
    }

    private FileLinks links(String tenant) {
      return byTenant.getOrDefault(
          tenant, new FileLinks(PageNames.tenant(tenant), Map.of(), Map.of()));
    }
  }

  private static PageFile page(FileLinks links, String name, Html page) {
    if (page.status() != 200) {
      throw new IllegalStateException("the page " + name + " has status " + page.status());
    }
    String text = links.relative(page.text(), name);
    return new PageFile(name, PageFile.HTML, text, CLOCK.matcher(text).replaceFirst(""));
  }

  private static PageFile asset(String folder, String name, String type) {
    try (InputStream in = FilePages.class.getClassLoader().getResourceAsStream(ASSETS + name)) {
      if (in == null) {
        throw new IllegalStateException("the file " + name + " is missing in the program");
      }
      return PageFile.of(
          folder + name, type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
