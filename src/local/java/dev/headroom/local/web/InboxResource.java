package dev.headroom.local.web;

import dev.headroom.local.receiver.Answer;
import dev.headroom.local.receiver.Incoming;
import dev.headroom.local.receiver.Receiver;
import dev.headroom.local.receiver.Receivers;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/**
 * Receives notifications over real HTTP and answers as the {@link Receiver} of that name does;
 * under any other name like a plain webhook.
 */
@Path("/")
public class InboxResource {
  /** PagerDuty accepts 512 KB, and nobody here more. */
  private static final int MAX_BYTES = 512 * 1024;

  /** Bodies that are examined at once: each takes many times its size meanwhile. */
  private static final int AT_ONCE = 4;

  private final Inbox inbox;
  private final Receivers receivers;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /** Keeps what it receives in {@code inbox}. */
  public InboxResource(Inbox inbox, Receivers receivers) {
    this.inbox = inbox;
    this.receivers = receivers;
  }

  /** Receives one message; 404 if there is no inbox. */
  @POST
  @Path("inbox/{name}{rest:(/.*)?}")
  @Consumes(MediaType.WILDCARD)
  @Blocking
  public Response take(
      @PathParam("name") String name,
      @Context Request request,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      InputStream content)
      throws IOException, InterruptedException {
    if (!inbox.isOpen()) {
      throw new NotThereException(Inbox.NONE, Inbox.NONE_REMEDY);
    }
    byte[] bytes = content.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      return Response.status(413).build();
    }
    places.acquire();
    try {
      Map<String, String> flat = flat(headers);
      String body = new String(bytes, StandardCharsets.UTF_8);
      Answer answer =
          receivers.of(name).answer(new Incoming(request.getMethod(), rest(uri, name), flat, body));
      inbox.keep(name, answer.status(), flat, body);
      return written(answer);
    } finally {
      places.release();
    }
  }

  private static Response written(Answer answer) {
    Response.ResponseBuilder response = Response.status(answer.status());
    return answer.mediaType().isEmpty()
        ? response.build()
        : response.type(answer.mediaType()).entity(answer.body()).build();
  }

  /** Receives one request that changes what was sent before; 404 if there is no inbox. */
  @PUT
  @Path("inbox/{name}/{rest:.+}")
  @Consumes(MediaType.WILDCARD)
  @Blocking
  public Response write(
      @PathParam("name") String name,
      @Context Request request,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      InputStream content)
      throws IOException, InterruptedException {
    return take(name, request, uri, headers, content);
  }

  /** The same. */
  @PATCH
  @Path("inbox/{name}/{rest:.+}")
  @Consumes(MediaType.WILDCARD)
  @Blocking
  public Response change(
      @PathParam("name") String name,
      @Context Request request,
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      InputStream content)
      throws IOException, InterruptedException {
    return take(name, request, uri, headers, content);
  }

  /** Answers what a sender looks up before it sends; nothing of it is kept. */
  @GET
  @Path("inbox/{name}/{rest:.+}")
  @Blocking
  public Response lookUp(
      @PathParam("name") String name, @Context UriInfo uri, @Context HttpHeaders headers) {
    if (!inbox.isOpen()) {
      throw new NotThereException(Inbox.NONE, Inbox.NONE_REMEDY);
    }
    return written(
        receivers.of(name).answer(new Incoming("GET", rest(uri, name), flat(headers), "")));
  }

  /** What follows the inbox's name, with the query. */
  private static String rest(UriInfo uri, String name) {
    String path = uri.getRequestUri().getRawPath();
    String query = uri.getRequestUri().getRawQuery();
    int end = path.indexOf("/inbox/") + "/inbox/".length() + name.length();
    return path.substring(Math.min(end, path.length())) + (query == null ? "" : "?" + query);
  }

  private static Map<String, String> flat(HttpHeaders headers) {
    Map<String, String> flat = new TreeMap<>();
    headers
        .getRequestHeaders()
        .forEach(
            (name, values) ->
                flat.merge(
                    name.toLowerCase(Locale.ROOT),
                    String.join(", ", values),
                    (a, b) -> a + ", " + b));
    return flat;
  }
}
