package dev.headroom.usage;

/**
 * What distinguishes callers in the event log files, "" where a file has nothing.
 *
 * @param appId id of the connected app; 888... cannot be resolved by a customer
 * @param appName name of the connected app
 * @param client name that the client gives itself
 * @param user id of the user, 15 characters
 * @param address IP address, or {@code Salesforce.com IP}
 * @param version API version as written, such as {@code 62.0}
 * @param userName name of the user
 * @param category Salesforce's word for the kind of client
 */
public record Caller(
    String appId,
    String appName,
    String client,
    String user,
    String address,
    String version,
    String userName,
    String category) {
  /** What Salesforce writes instead of an address for calls from its own servers. */
  public static final String INSIDE = "Salesforce.com IP";

  /** Client name for the combined callers when there are too many to distinguish. */
  public static final String TOO_MANY = "(more callers than are told apart)";

  static final Caller OTHERS = new Caller("", "", TOO_MANY, "", "", "", "", "");

  /** Returns a 64-bit hash of what distinguishes it, the same in every log. */
  public long key() {
    TextKey key = new TextKey();
    for (String text : new String[] {appId, appName, client, user, address, version}) {
      key.add(text).end();
    }
    return key.hash();
  }

  /** Returns whether the call came from Salesforce's own servers. */
  public boolean inside() {
    return address.equals(INSIDE);
  }

  /** Returns the network of the address: /24 for IPv4, /64 for IPv6, otherwise the text itself. */
  public String network() {
    if (address.indexOf(' ') >= 0) {
      return address;
    }
    int colon = -1;
    for (int i = 0; i < 4; i++) {
      int next = address.indexOf(':', colon + 1);
      if (next < 0) {
        break;
      }
      colon = next;
    }
    if (colon > 0) {
      return address.substring(0, colon);
    }
    int dot = address.lastIndexOf('.');
    return dot < 0 ? address : address.substring(0, dot);
  }
}
