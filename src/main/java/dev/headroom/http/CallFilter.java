package dev.headroom.http;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.client.impl.PreservesThreadClientResponseFilter;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;

/** Connects the work of the REST client to the {@link RunningCall} that it is done for. */
final class CallFilter implements ClientRequestFilter, PreservesThreadClientResponseFilter {
  /** The base address of every API until its call's address replaces it. */
  static final URI NOWHERE = URI.create("https://each-call-brings-its-own.invalid");

  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");

  /** The call that this thread is making. */
  private static final ThreadLocal<RunningCall> CURRENT = new ThreadLocal<>();

  private static final CallFilter ONE = new CallFilter();

  private CallFilter() {}

  /** Returns the filter shared by all clients. */
  static CallFilter one() {
    return ONE;
  }

  /** Makes {@code call} with {@code method}, in this thread. */
  static <T> T during(RunningCall call, Callable<T> method) throws Exception {
    CURRENT.set(call);
    try {
      return method.call();
    } finally {
      CURRENT.remove();
    }
  }

  /** A header that cannot be sent. */
  static final class BadHeaderException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BadHeaderException(String name) {
      super(
          "the value of header '"
              + name.replaceAll("[^\\x21-\\x7e]", "?")
              + "' (or its name) holds a character that HTTP does not allow, such as a line break");
    }
  }

  @Override
  public void filter(ClientRequestContext context) {
    RunningCall call = CURRENT.get();
    if (call == null) {
      throw new IllegalStateException("a request that belongs to no call");
    }
    ((ResteasyReactiveClientRequestContext) context).getContext().putLocal(RunningCall.KEY, call);
    context.setProperty(RunningCall.KEY, call);
    context.setUri(call.goesTo(context.getMethod(), path(context.getUri())));
    check(context.getHeaders());
  }

  private static String path(URI uri) {
    String path = uri.getRawPath();
    String query = uri.getRawQuery();
    return (path.equals("/") ? "" : path) + (query == null ? "" : "?" + query);
  }

  private static void check(MultivaluedMap<String, Object> headers) {
    headers.forEach(
        (name, values) -> {
          for (Object value : List.copyOf(values)) {
            if (!HEADER_NAME.matcher(name).matches()
                || !HEADER_VALUE.matcher(value.toString()).matches()) {
              throw new BadHeaderException(name);
            }
          }
        });
  }

  @Override
  public void filter(ClientRequestContext request, ClientResponseContext response)
      throws IOException {
    if (request.getProperty(RunningCall.KEY) instanceof RunningCall call) {
      response.setEntityStream(call.body(response.getEntityStream()));
    }
  }
}
