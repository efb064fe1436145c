package dev.headroom.local.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.fleet.Violation;
import dev.headroom.local.guard.RequestGuard;
import dev.headroom.local.running.Order;
import dev.headroom.local.running.Orders;
import dev.headroom.local.running.Outcome;
import dev.headroom.local.running.Proof;
import dev.headroom.report.Parameters;
import dev.headroom.report.json.ApiJson;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Receives what {@code manage} commands ask of the data folder that this process holds. Only for
 * whoever can read the token in that folder, wherever the request comes from.
 */
@Path("/commands")
@Produces(MediaType.APPLICATION_JSON)
public class CommandsResource {
  private static final String CHALLENGE = "challenge";

  private final JsonMapper json =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private final EventBodies bodies = new EventBodies();
  private final Instance<Orders> orders;
  private final RequestGuard guard;
  private final HttpCaller caller;
  private final String version;

  CommandsResource(
      Instance<Orders> orders,
      RequestGuard guard,
      HttpCaller caller,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.orders = orders;
    this.guard = guard;
    this.caller = caller;
    this.version = version;
  }

  /** Proves to a command that this is the process recorded in its data folder. */
  @GET
  @Path("proof")
  public Response proof(@Context UriInfo uri) {
    String remedy = "Send 32 hexadecimal digits, or use manage.";
    Parameters parameters = Parameters.of(Shell.query(uri), CHALLENGE);
    String challenge = parameters.required(CHALLENGE, remedy);
    if (!challenge.isEmpty() && !Proof.CHALLENGE.matcher(challenge).matches()) {
      parameters.refuse(CHALLENGE, challenge, "is not a challenge", remedy);
    }
    parameters.check();
    return Response.ok(Proof.of(guard.secret(), challenge, version)).build();
  }

  /**
   * Returns the {@link Outcome} of an {@link Order}; 401 without the token, 400 if it is not an
   * order.
   */
  @POST
  @Path("manage")
  @Consumes(MediaType.WILDCARD)
  @RunOnVirtualThread
  public Response manage(
      @HeaderParam("Authorization") @DefaultValue("") String authorization,
      @HeaderParam("Content-Length") @DefaultValue("-1") long length,
      @Context HttpServerRequest request,
      InputStream content)
      throws Exception {
    if (!guard.isSecretIn(authorization)) {
      return wrong(
          401,
          new Violation(
              "Authorization",
              null,
              "does not hold the token of the data folder",
              "Use the command manage, or POST /functions/manage."));
    }
    try {
      return bodies.with(
          length,
          content,
          body -> {
            Order order = json.readValue(body, Order.class);
            return Response.ok(
                    caller.during(request, () -> orders.get().run(order, caller.waits())))
                .build();
          });
    } catch (EventBodies.TooLargeException e) {
      return wrong(413, e.violation());
    } catch (JsonProcessingException e) {
      return wrong(400, new Violation("order", null, "is not an order", "Use the command manage."));
    }
  }

  private static Response wrong(int status, Violation violation) {
    return Response.status(status).entity(ApiJson.Violations.of(List.of(violation))).build();
  }
}
