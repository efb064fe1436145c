package dev.headroom.local.simulator;

/**
 * A program that calls an org, as the event log files show it.
 *
 * @param appId id of its connected app; empty if it has none
 * @param appName name of that app; empty likewise
 * @param client the client name it sends; empty if none
 * @param user id of its user, 15 characters
 * @param userName name of its user
 * @param address where it calls from
 * @param version of the API, such as {@code 60.0}
 */
record Program(
    String appId,
    String appName,
    String client,
    String user,
    String userName,
    String address,
    String version,
    Work work) {

  private static final int USER_ID = 15;

  /** Returns a program with a connected app. */
  static Program app(String name, String org, int number, Work work) {
    return of(name, "", org, number, work);
  }

  /** Returns a program that is known by its client name. */
  static Program client(String name, String org, int number, Work work) {
    return of("", name, org, number, work);
  }

  /** Returns Headroom itself, as the user that it logs in with. */
  static Program watcher(String user, String userName) {
    return new Program(
        SalesforceId.of("0H4", "Hr0", 0),
        SimulatedOrg.WATCHER_APP,
        "",
        user.substring(0, USER_ID),
        userName,
        "198.18.0.9",
        RestEndpoints.NEWEST + ".0",
        Work.WATCH);
  }

  private static Program of(String app, String client, String org, int number, Work work) {
    String user = SalesforceId.of("005", "Hr9", number).substring(0, USER_ID);
    return new Program(
        app.isEmpty() ? "" : SalesforceId.of("0H4", "Hr0", number),
        app,
        client,
        user,
        "svc-" + number + "@" + org + ".example",
        "198.18." + number / 10 + "." + (10 + number % 10),
        work == Work.OLD_VERSION ? "34.0" : "60.0",
        work);
  }
}
