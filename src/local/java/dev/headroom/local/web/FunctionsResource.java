package dev.headroom.local.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.fleet.Violation;
import dev.headroom.function.InvalidEventException;
import dev.headroom.report.Parameters;
import dev.headroom.report.json.ApiJson;
import io.quarkus.arc.Arc;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunctionRecorder;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /functions/{name}}: calls a function with the event that Lambda would pass to it. */
@Path("/functions")
@Produces(MediaType.APPLICATION_JSON)
public class FunctionsResource {
  /** Lambda's events write Records where the Java types have records. */
  private final JsonMapper events =
      JsonMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final EventBodies bodies = new EventBodies();
  private final HttpCaller caller;

  /** Calls functions on behalf of {@code caller}. */
  public FunctionsResource(HttpCaller caller) {
    this.caller = caller;
  }

  /**
   * Returns the function's result; 404 for an unknown function, 400 with the violations for a bad
   * event, 413 for one that is too large.
   */
  @POST
  @Path("{name}")
  @Consumes(MediaType.WILDCARD)
  @RunOnVirtualThread
  public Response call(
      @PathParam("name") String name,
      @HeaderParam("Content-Length") @DefaultValue("-1") long length,
      @Context UriInfo uri,
      @Context HttpServerRequest request,
      InputStream content)
      throws Exception {
    Parameters.of(Shell.query(uri)).check();
    FunctionInvoker function = FunctionRecorder.registry.matchInvoker(name);
    if (function == null) {
      return violations(
          404,
          new Violation(
              "name",
              name,
              "no such function",
              "Call one of "
                  + FunctionRecorder.registry.invokers().stream()
                      .map(FunctionInvoker::getName)
                      .sorted()
                      .toList()
                  + "."));
    }
    try {
      return bodies.with(
          length,
          content,
          event ->
              caller.during(
                  request, () -> Response.ok(invoke(function, event(event, function))).build()));
    } catch (EventBodies.TooLargeException e) {
      return violations(413, e.violation());
    } catch (InvalidEventException e) {
      return violations(400, e.violations().toArray(Violation[]::new));
    }
  }

  private Object event(byte[] body, FunctionInvoker function) throws IOException {
    try {
      JsonNode event = events.readTree(body);
      if (!event.isObject()) {
        throw unreadable("not a JSON object");
      }
      return events.convertValue(
          event, events.constructType(function.getMethod().getGenericParameterTypes()[0]));
    } catch (JsonProcessingException e) {
      throw unreadable("not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw unreadable("not of the function's shape: " + firstLine(e));
    }
  }

  private static String firstLine(IllegalArgumentException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static InvalidEventException unreadable(String problem) {
    return new InvalidEventException(
        List.of(
            new Violation(
                "event", null, problem, "Send the event as JSON, as Lambda would get it.")));
  }

  private static @Nullable Object invoke(FunctionInvoker function, Object event) {
    try {
      Object bean = Arc.container().instance(function.getTargetClass()).get();
      return function.getMethod().invoke(bean, event);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Response violations(int status, Violation... violations) {
    return Response.status(status).entity(ApiJson.Violations.of(List.of(violations))).build();
  }
}
