package dev.headroom.local.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.fleet.FleetStore;
import dev.headroom.local.preview.Previews;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Outbox;
import dev.headroom.notify.Sender;
import dev.headroom.notify.Target;
import dev.headroom.report.AlertStory;
import dev.headroom.report.Parameters;
import dev.headroom.report.Query;
import dev.headroom.report.Views;
import dev.headroom.report.html.Pages;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows what each kind of target is sent about an alert. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class PreviewResource {
  private final Pages pages;
  private final Views views;
  private final Shell shell;
  private final Outbox outbox;
  private final FleetStore fleet;
  private final Sender sender;
  private final ObjectMapper json;

  /** Reads alerts of {@code views} and composes their messages. */
  public PreviewResource(
      Pages pages,
      Views views,
      Shell shell,
      Outbox outbox,
      FleetStore fleet,
      Sender sender,
      ObjectMapper json) {
    this.pages = pages;
    this.views = views;
    this.shell = shell;
    this.outbox = outbox;
    this.fleet = fleet;
    this.sender = sender;
    this.json = json;
  }

  /** Returns the messages of an alert's newest transition. */
  @GET
  @Path("alerts/{key}/preview")
  public Response preview(@PathParam("key") String key, @Context UriInfo uri) {
    Query query = Shell.query(uri);
    Optional<AlertStory> story = views.alert(Shell.SCOPE, key);
    List<AlertStory.Step> steps = story.map(s -> s.at(null).steps()).orElse(List.of());
    if (steps.isEmpty() && query.raw().isEmpty()) {
      return Shell.sent(
          pages.notThere(
              Shell.SCOPE, shell.site(), "There is no such alert, or no step of it is kept."));
    }
    return Shell.sent(
        pages.own(
            Shell.SCOPE,
            query,
            shell.site(),
            "preview",
            "Preview",
            asked -> page(asked, key, steps)));
  }

  private PreviewPage page(Query query, String key, List<AlertStory.Step> steps) {
    Parameters.of(query).check();
    Previews.Story nameless = story(steps, false);
    Previews.Story named = views.hidesNames(Shell.SCOPE) ? nameless : story(steps, true);
    return PreviewPage.of(
        "/alerts/" + key,
        named == null ? "" : named.now().title(),
        named == null || nameless == null
            ? List.of()
            : Previews.of(named, nameless, sender::hidesNames, seen(), shell.site().realNow()),
        json);
  }

  private List<Target> seen() {
    return fleet.settings().targets().values().stream()
        .filter(target -> Shell.SCOPE.seesWhatBelongsTo(target.tenant()))
        .toList();
  }

  /** Null if the newest step is no longer kept. */
  private Previews.@Nullable Story story(List<AlertStory.Step> steps, boolean named) {
    Notification now = notification(steps.getLast(), named);
    return now == null
        ? null
        : new Previews.Story(
            steps.size() == 1
                ? List.of()
                : Stream.of(notification(steps.getFirst(), named))
                    .filter(Objects::nonNull)
                    .toList(),
            now);
  }

  private @Nullable Notification notification(AlertStory.Step step, boolean named) {
    return outbox.find(step.id()).map(entry -> sender.notification(entry, named)).orElse(null);
  }
}
