package dev.headroom.cycle.ask;

import java.net.URI;
import java.util.List;

/** Looks at the way to a host, below HTTP. Never throws because of anything on the way. */
public interface HostCheck {
  /** Resolves the host's name and connects to it, within a few seconds. */
  Way to(URI address);

  /** How far it came. */
  sealed interface Way {
    /** The address is one that Headroom does not call. */
    record Forbidden(String reason, String remedy) implements Way {}

    /** The name has no address. */
    record Unknown(String detail) implements Way {}

    /** There is no connection, or none that is trusted, to these addresses. */
    record Closed(List<String> addresses, String detail, String remedy) implements Way {}

    /**
     * It can be reached.
     *
     * @param security such as {@code TLSv1.3}; empty for plain HTTP on loopback
     */
    record Open(List<String> addresses, String security) implements Way {}
  }
}
