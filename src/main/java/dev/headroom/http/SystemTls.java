package dev.headroom.http;

import java.io.IOException;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** TLS as the JVM has it: its trusted authorities, and its check of the host's name. */
final class SystemTls implements TlsSocketStrategy {
  /** Made at the first secure call: reading the authorities is not for a function's start. */
  private volatile @Nullable TlsSocketStrategy made;

  @Override
  public SSLSocket upgrade(
      Socket socket, String target, int port, @Nullable Object attachment, HttpContext context)
      throws IOException {
    TlsSocketStrategy tls = made;
    if (tls == null) {
      tls = make();
      made = tls;
    }
    return tls.upgrade(socket, target, port, attachment, context);
  }

  private static TlsSocketStrategy make() throws SSLException {
    try {
      return new DefaultClientTlsStrategy(
          SSLContext.getDefault(), HostnameVerificationPolicy.BUILTIN, null);
    } catch (NoSuchAlgorithmException e) {
      throw new SSLException("this machine has no TLS", e);
    }
  }
}
