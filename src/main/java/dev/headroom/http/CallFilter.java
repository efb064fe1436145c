package dev.headroom.http;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import org.jboss.resteasy.reactive.client.impl.RestClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;

/** Turns the {@link Call} that the typed interface was given into the request that it describes. */
final class CallFilter implements ClientRequestFilter {
  @Override
  public void filter(ClientRequestContext context) {
    Call call = (Call) context.getEntity();
    HttpRequestSpec request = call.request();
    call.attach(
        ((ResteasyReactiveClientRequestContext) context).unwrap(RestClientRequestContext.class));
    context.setMethod(request.method());
    context.setUri(request.uri());
    MultivaluedMap<String, Object> headers = context.getHeaders();
    headers.remove(HttpHeaders.CONTENT_TYPE);
    headers.remove(HttpHeaders.ACCEPT);
    request.headers().forEach(headers::putSingle);
    HttpBody body = request.body();
    if (body == null) {
      context.setEntity(null);
    } else {
      context.setEntity(body.raw(), null, MediaType.APPLICATION_OCTET_STREAM_TYPE);
    }
  }
}
