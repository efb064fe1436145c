package dev.headroom.local.web;

import dev.headroom.cycle.ask.DeliveryOrders;
import dev.headroom.cycle.ask.TellOrder;
import dev.headroom.fleet.Violation;
import dev.headroom.report.BadParametersException;
import dev.headroom.report.OrderReport;
import dev.headroom.report.Parameters;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Deliveries: listed, sent again, and tested. */
@Path("/api/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class DeliveriesResource {
  private static final List<String> LISTED =
      List.of(
          DeliveryOrders.TARGET, DeliveryOrders.STATE, DeliveryOrders.ALERT, DeliveryOrders.MOST);

  private final DeliveryOrders orders;
  private final TextBodies bodies;

  /** Uses these orders. */
  public DeliveriesResource(DeliveryOrders orders, TextBodies bodies) {
    this.orders = orders;
    this.bodies = bodies;
  }

  /** Lists them. */
  @GET
  public Map<String, @Nullable Object> list(@Context UriInfo uri) {
    Parameters.of(Shell.query(uri), LISTED).check();
    Map<String, String> members = new HashMap<>();
    LISTED.forEach(
        name -> {
          String value = uri.getQueryParameters().getFirst(name);
          if (value != null) {
            members.put(name, value);
          }
        });
    return answer(orders.list(Shell.SCOPE, members));
  }

  /** Sends again what was given up. */
  @POST
  @Path("/replay")
  public Map<String, @Nullable Object> replay(@Context UriInfo uri, String body) {
    return answer(
        orders.replay(
            Shell.SCOPE,
            members(
                uri,
                body,
                List.of(
                    DeliveryOrders.ID,
                    DeliveryOrders.TARGET,
                    DeliveryOrders.FROM,
                    DeliveryOrders.TO,
                    TellOrder.BY)),
            PauseResource.actor()));
  }

  /** Tests a target, or all. */
  @POST
  @Path("/test")
  public Map<String, @Nullable Object> test(@Context UriInfo uri, String body) {
    return answer(
        orders.test(
            Shell.SCOPE,
            members(uri, body, List.of(DeliveryOrders.TARGET, TellOrder.BY)),
            PauseResource.actor()));
  }

  private Map<String, String> members(UriInfo uri, String body, List<String> known) {
    Parameters.of(Shell.query(uri)).check();
    List<Violation> violations = new ArrayList<>();
    Map<String, String> members = bodies.texts(body, known, "this order", violations);
    if (!violations.isEmpty()) {
      throw new BadParametersException(violations);
    }
    return members;
  }

  private static Map<String, @Nullable Object> answer(OrderReport report) {
    if (!report.violations().isEmpty()) {
      throw new BadParametersException(report.violations());
    }
    return report.answer();
  }
}
