package dev.headroom.local.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.local.preview.Previews.Preview;
import dev.headroom.local.receiver.Incoming;
import java.util.List;

/**
 * The messages of an alert for every kind of target, ready for its template.
 *
 * @param alert the alert's page
 * @param about what the messages tell: the alert's title
 */
public record PreviewPage(String alert, String about, List<Card> cards) {
  /**
   * One message.
   *
   * @param label what people call the kind of target
   * @param targets the manifest's targets that get it; empty if none does
   * @param title the message's first line; empty if nothing is sent
   * @param request method and path
   * @param bytes of the body
   */
  public record Card(
      String label,
      String targets,
      String title,
      String note,
      String request,
      int bytes,
      String body) {}

  static PreviewPage of(String alert, String about, List<Preview> previews, ObjectMapper json) {
    return new PreviewPage(
        alert, about, previews.stream().map(preview -> card(preview, json)).toList());
  }

  private static Card card(Preview preview, ObjectMapper json) {
    Incoming request = preview.request();
    String targets = String.join(", ", preview.targets());
    if (request == null) {
      return new Card(preview.label(), targets, "", preview.note(), "", 0, "");
    }
    JsonNode body = preview.receiver().read(request.body());
    return new Card(
        preview.label(),
        targets,
        preview.receiver().told(body).title(),
        preview.note(),
        request.method() + " " + (request.path().isEmpty() ? "/" : request.path()),
        request.bytes(),
        BodyText.of(request.body(), body, json).shown());
  }
}
