package dev.headroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Calls that reach nobody: a test says what comes of each. */
public final class FakeHttp implements OutboundHttp {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Function<Request, HttpOutcome> answers;

  /** Every call has the outcome that {@code answers} gives. */
  public FakeHttp(Function<Request, HttpOutcome> answers) {
    this.answers = answers;
  }

  /**
   * A request as it would be sent.
   *
   * @param headers by name; no constant ones
   * @param place where it goes, as messages show it
   */
  public record Request(
      String method,
      URI uri,
      Map<String, String> headers,
      HttpBody body,
      Duration deadline,
      String place) {}

  @Override
  public <A, T> Exchange<T> exchange(ApiCall<A, T> call) {
    assertThat(call.toString()).doesNotContain("canary", "CANARY");
    Made<T> made = new Made<>(call);
    var unused =
        call.method()
            .apply(
                call.api()
                    .cast(
                        Proxy.newProxyInstance(
                            call.api().getClassLoader(),
                            new Class<?>[] {call.api()},
                            made::invoke)));
    Request request = made.request();
    HttpOutcome outcome = answers.apply(request);
    return new Exchange<>(request.place(), outcome, made.value(outcome));
  }

  @Override
  public <A, R> Exchange<R> download(ApiCall<A, InputStream> call, BodyReader<R> reader) {
    throw new UnsupportedOperationException("no test needs it");
  }

  /** The method that was called, and with what. */
  private static final class Made<T> {
    private final ApiCall<?, T> call;
    private @Nullable Request request;
    private @Nullable Type type;

    Made(ApiCall<?, T> call) {
      this.call = call;
    }

    Request request() {
      if (request == null) {
        throw new AssertionError("no method of the API was called");
      }
      return request;
    }

    RestResponse<?> invoke(Object proxy, Method method, Object[] arguments) {
      StringBuilder path = new StringBuilder(path(call.api().getAnnotation(Path.class)));
      path.append(path(method.getAnnotation(Path.class)));
      String resource = path.toString();
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      String query = "";
      HttpBody body = HttpBody.EMPTY;
      for (int i = 0; i < method.getParameterCount(); i++) {
        Object value = arguments[i];
        Annotation[] kinds = method.getParameterAnnotations()[i];
        switch (kinds.length == 0 ? null : kinds[0]) {
          case PathParam p -> resource = resource.replace("{" + p.value() + "}", encoded(value));
          case QueryParam q ->
              query += (query.isEmpty() ? "?" : "&") + q.value() + "=" + encoded(value);
          case HeaderParam h -> headers.put(h.value(), value.toString());
          case FormParam f -> {}
          case null -> body = HttpBody.of((byte[]) value);
          default -> throw new AssertionError("unknown: " + kinds[0]);
        }
      }
      URI uri = URI.create(call.address() + resource + query);
      String verb =
          Arrays.stream(method.getAnnotations())
              .map(a -> a.annotationType().getAnnotation(HttpMethod.class))
              .filter(a -> a != null)
              .map(HttpMethod::value)
              .findFirst()
              .orElseThrow();
      request =
          new Request(
              verb, uri, headers, body, call.deadline(), Place.of(uri, call.pathIsSecret()));
      type = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
      return RestResponse.ok();
    }

    @SuppressWarnings("unchecked") // of the type that the method says
    @Nullable T value(HttpOutcome outcome) {
      if (!(outcome instanceof HttpOutcome.Reply reply) || !reply.isSuccess() || type == null) {
        return null;
      }
      if (type == byte[].class) {
        return (T) reply.body().bytes();
      }
      try {
        return (T) JSON.readValue(reply.body().bytes(), JSON.constructType(type));
      } catch (IOException e) {
        return null;
      }
    }

    private static String path(@Nullable Path path) {
      return path == null || path.value().isEmpty() ? "" : path.value();
    }

    private static String encoded(Object value) {
      return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
    }
  }
}
