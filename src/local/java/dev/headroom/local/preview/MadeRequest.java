package dev.headroom.local.preview;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.http.ApiCall;
import dev.headroom.http.HttpBody;
import dev.headroom.http.HttpOutcome;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.jspecify.annotations.Nullable;

/** The request that a call of an API's interface makes, by the interface's annotations. */
public final class MadeRequest<T> {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final ApiCall<?, T> call;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, String> constants = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private String verb = "";
  private @Nullable URI uri;
  private HttpBody body = HttpBody.EMPTY;
  private @Nullable Type type;

  private MadeRequest(ApiCall<?, T> call) {
    this.call = call;
  }

  /** Returns what {@code call} would send; nothing is sent. */
  public static <A, T> MadeRequest<T> of(ApiCall<A, T> call) {
    MadeRequest<T> made = new MadeRequest<>(call);
    Class<A> api = call.api();
    var unused =
        call.method()
            .apply(
                api.cast(
                    Proxy.newProxyInstance(
                        api.getClassLoader(), new Class<?>[] {api}, made::invoke)));
    return made;
  }

  private @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
    String resource =
        path(call.api().getAnnotation(Path.class)) + path(method.getAnnotation(Path.class));
    StringBuilder query = new StringBuilder();
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < method.getParameterCount(); i++) {
      Object value = arguments == null ? "" : arguments[i];
      Annotation[] kinds = method.getParameterAnnotations()[i];
      switch (kinds.length == 0 ? null : kinds[0]) {
        case PathParam p -> resource = resource.replace("{" + p.value() + "}", encoded(value));
        case QueryParam q -> append(query, q.value(), value);
        case HeaderParam h -> {
          if (value != null) { // else the client leaves it out
            headers.put(h.value(), value.toString());
          }
        }
        case FormParam f -> append(form, f.value(), value);
        case null ->
            body = value instanceof byte[] b ? HttpBody.of(b) : HttpBody.of((String) value);
        default -> throw new IllegalArgumentException("unknown: " + kinds[0]);
      }
    }
    if (!form.isEmpty()) {
      body = HttpBody.of(form.toString());
    }
    constants(call.api().getAnnotationsByType(ClientHeaderParam.class));
    constants(method.getAnnotationsByType(ClientHeaderParam.class));
    Consumes consumes = method.getAnnotation(Consumes.class);
    if (consumes != null) {
      constants.put("Content-Type", consumes.value()[0]);
    }
    uri = URI.create(call.address() + resource + (query.isEmpty() ? "" : "?" + query));
    verb =
        Arrays.stream(method.getAnnotations())
            .map(a -> a.annotationType().getAnnotation(HttpMethod.class))
            .filter(a -> a != null)
            .map(HttpMethod::value)
            .findFirst()
            .orElseThrow();
    type = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
    return null;
  }

  private void constants(ClientHeaderParam[] all) {
    for (ClientHeaderParam one : all) {
      constants.put(one.name(), one.value()[0]);
    }
  }

  private static void append(StringBuilder to, String name, Object value) {
    to.append(to.isEmpty() ? "" : "&").append(name).append('=').append(encoded(value));
  }

  private static String path(@Nullable Path path) {
    return path == null || path.value().isEmpty() ? "" : path.value();
  }

  private static String encoded(Object value) {
    return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
  }

  /** Returns the method. */
  public String verb() {
    return verb;
  }

  /** Returns the address with its query. */
  public URI uri() {
    if (uri == null) {
      throw new IllegalArgumentException("no method of the API was called");
    }
    return uri;
  }

  /** Returns headers that are parameters. */
  public Map<String, String> headers() {
    return headers;
  }

  /** Returns headers that the interface always sends. */
  public Map<String, String> constants() {
    return constants;
  }

  /** Returns the body; empty if it has none. */
  public HttpBody body() {
    return body;
  }

  /** Returns what a reply says; null when it is no success, or not of the form that the API has. */
  @SuppressWarnings("unchecked") // of the type that the method says
  public @Nullable T value(HttpOutcome outcome) {
    if (!(outcome instanceof HttpOutcome.Reply reply) || !reply.isSuccess() || type == null) {
      return null;
    }
    if (type == byte[].class) {
      return (T) reply.body().bytes();
    }
    try {
      return (T) JSON.readValue(reply.body().stream(), JSON.constructType(type));
    } catch (IOException e) {
      return null;
    }
  }
}
