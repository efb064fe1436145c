package dev.headroom.local.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /services/data/}: the replies to admitted calls. */
final class RestEndpoints {

  /** The version that Salesforce retired last; newer ones still exist. */
  static final int NEWEST_RETIRED = 30;

  static final int OLDEST_RETIRED = 21;
  static final int NEWEST = 67;

  private static final Pattern SELECT =
      Pattern.compile(
          "\\s*SELECT\\s+([\\w.,\\s]+?)\\s+FROM\\s+(\\w+)(\\s.*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern NEWEST_ONLY =
      Pattern.compile(
          "ORDER\\s+BY\\s+LogDate\\s+DESC.*LIMIT\\s+1\\b",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern LOG_FILE =
      Pattern.compile("/sobjects/EventLogFile/(\\w{15,18})/LogFile");
  private static final Map<String, Long> RECORD_COUNTS =
      Map.of(
          "Account",
          1_204L,
          "Contact",
          8_311L,
          "Lead",
          2_750L,
          "Opportunity",
          966L,
          "Case",
          14_020L,
          "Task",
          40_412L,
          "User",
          57L);

  private RestEndpoints() {}

  /** An API version. */
  private record Version(String label, String url, String version) {}

  /** How many records an object has. */
  private record Count(long count, String name) {}

  /** Rows of a query. */
  private record Rows(int totalSize, boolean done, List<Map<String, Object>> records) {}

  /** Description of a query's columns. */
  private record Columns(
      List<Column> columnMetadata,
      String entityName,
      boolean groupBy,
      boolean idSelected,
      String keyPrefix) {}

  /** A column of a query. */
  private record Column(
      boolean aggregate,
      String apexType,
      boolean booleanType,
      String columnName,
      boolean custom,
      String displayName,
      @Nullable String foreignKeyName,
      boolean insertable,
      List<Column> joinColumns,
      boolean numberType,
      boolean textType,
      boolean updatable) {
    static Column of(String name, boolean isFlag) {
      return new Column(
          false,
          isFlag ? "Boolean" : name.equals("Id") ? "Id" : "String",
          isFlag,
          name,
          false,
          name,
          null,
          false,
          List.of(),
          false,
          !isFlag,
          false);
    }
  }

  /** Returns the version list. Salesforce names its releases by season, three a year. */
  static Reply versions() {
    List<Version> versions = new ArrayList<>();
    for (int v = NEWEST_RETIRED + 1; v <= NEWEST; v++) {
      String season = List.of("Spring", "Summer", "Winter").get(Math.floorMod(v, 3));
      versions.add(
          new Version(
              season + " '" + (25 + Math.floorDiv(v - 62, 3)),
              "/services/data/v" + v + ".0",
              v + ".0"));
    }
    return Reply.json(200, versions);
  }

  /**
   * Answers an admitted call.
   *
   * @param resource the path after the version
   * @param fault a fault that changes one entry of the limits reply
   */
  static Reply resource(
      LiveOrg org,
      int version,
      String resource,
      ClientRequest request,
      Optional<FaultSwitch> fault) {
    return switch (resource) {
      case "" -> resources(version);
      case "/limits" ->
          org.hasLost("ViewSetup")
              ? ApiError.INSUFFICIENT_ACCESS.reply()
              : limits(org, version, fault);
      case "/limits/recordCount" -> recordCount(request);
      case "/query" -> query(org, version, request.query());
      default ->
          resource.startsWith("/sobjects/User/")
              ? user(org.org(), version, resource.substring("/sobjects/User/".length()))
              : logFile(org, resource);
    };
  }

  /** Returns the body of an event log file, as a stream. */
  private static Reply logFile(LiveOrg org, String resource) {
    Matcher asked = LOG_FILE.matcher(resource);
    return asked.matches()
        ? LogFiles.find(org, org.now(), asked.group(1))
            .map(
                file ->
                    Reply.streamed("application/octetstream", out -> LogBody.write(org, file, out)))
            .orElseGet(ApiError.NOT_FOUND::reply)
        : ApiError.NOT_FOUND.reply();
  }

  /** Returns the resources of a version. */
  private static Reply resources(int version) {
    Map<String, String> resources = new LinkedHashMap<>();
    for (String name : List.of("limits", "query", "sobjects")) {
      resources.put(name, "/services/data/v" + version + ".0/" + name);
    }
    return Reply.json(200, resources);
  }

  private static Reply limits(LiveOrg org, int version, Optional<FaultSwitch> fault) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
    try (JsonGenerator json = Reply.JSON.createGenerator(out)) {
      json.writeStartObject();
      for (LiveOrg.Figure figure : org.limits()) {
        write(json, figure, nameIn(version, figure.name()), fault, isHidden(org, figure));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Reply(200, "application/json;charset=UTF-8", out.toByteArray(), Map.of());
  }

  private static void write(
      JsonGenerator json,
      LiveOrg.Figure figure,
      String name,
      Optional<FaultSwitch> fault,
      boolean isHidden)
      throws IOException {
    Optional<FaultKind> change =
        fault.filter(f -> f.limit().equals(figure.name())).map(FaultSwitch::kind);
    if (change.filter(k -> k == FaultKind.VANISHED).isPresent() || isHidden) {
      return;
    }
    json.writeObjectFieldStart(name);
    if (change.filter(k -> k == FaultKind.NEGATIVE).isPresent()) {
      json.writeNumberField("Max", -Math.max(1, figure.max()));
    } else if (change.filter(k -> k == FaultKind.HUGE_NUMBER).isPresent()) {
      json.writeFieldName("Max");
      json.writeNumber("1" + "0".repeat(40));
    } else {
      json.writeNumberField("Max", figure.max());
    }
    if (change.filter(k -> k == FaultKind.MISSING).isEmpty()) {
      json.writeNumberField("Remaining", figure.remaining());
    }
    for (LiveOrg.Figure child : figure.children()) {
      write(json, child, child.name(), Optional.empty(), false);
    }
    json.writeEndObject();
  }

  /** Storage is shown only to who may manage users (docs of the limits resource). */
  private static boolean isHidden(LiveOrg org, LiveOrg.Figure figure) {
    return figure.name().endsWith("StorageMB") && org.hasLost("ManageUsers");
  }

  /** Two names changed with the version (REST API Developer Guide, Limits). */
  private static String nameIn(int version, String name) {
    if (version <= 48 && name.equals("DailyBulkApiBatches")) {
      return "DailyBulkApiRequests";
    }
    if (version <= 47 && name.equals("MonthlyPlatformEventsUsageEntitlement")) {
      return "MonthlyPlatformEvents";
    }
    return name;
  }

  private static Reply recordCount(ClientRequest request) {
    String asked = request.query().getOrDefault("sObjects", "");
    List<String> names =
        asked.isEmpty() ? RECORD_COUNTS.keySet().stream().sorted().toList() : split(asked);
    List<Count> counts = new ArrayList<>();
    for (String name : names) {
      Long count = RECORD_COUNTS.get(name);
      if (count != null) {
        counts.add(new Count(count, name));
      }
    }
    return Reply.json(200, Map.of("sObjects", counts));
  }

  private static Reply query(LiveOrg org, int version, Map<String, String> parameters) {
    String text = parameters.getOrDefault("q", "");
    Optional<Reply> access = Soql.parse(text).flatMap(query -> access(org, query));
    if (access.isPresent()) {
      return access.get();
    }
    Matcher select = SELECT.matcher(text);
    if (!select.matches()) {
      return Reply.restError(
          400,
          "MALFORMED_QUERY",
          "unexpected token: this simulator reads" + " SELECT <fields> FROM <object> only");
    }
    String object = select.group(2);
    if (object.equalsIgnoreCase("EventLogFile") && !org.hasLost("ViewEventLogFiles")) {
      return logFiles(org, version, split(select.group(1)), select.group(3));
    }
    if (!object.equalsIgnoreCase("Organization")) {
      return Reply.restError(
          400, "INVALID_TYPE", "sObject type '" + object + "' is not supported.");
    }
    Map<String, Object> known = organization(org);
    Map<String, Object> row = new LinkedHashMap<>();
    for (String field : split(select.group(1))) {
      Optional<String> name =
          known.keySet().stream().filter(k -> k.equalsIgnoreCase(field)).findFirst();
      if (name.isEmpty()) {
        return Reply.restError(
            400, "INVALID_FIELD", "No such column '" + field + "' on entity 'Organization'.");
      }
      row.put(name.get(), known.get(name.get()));
    }
    if (parameters.getOrDefault("columns", "").equals("true")) {
      return columns(row);
    }
    row.put("attributes", attributes("Organization", version, org.organizationId()));
    return Reply.json(200, new Rows(1, true, List.of(row)));
  }

  /** Answers a query about who may use the API; empty if it is about something else. */
  private static Optional<Reply> access(LiveOrg org, Soql query) {
    AccessRows rows = org.access();
    List<Map<String, @Nullable Object>> all = rows.of(query.object());
    if (all == null) {
      return Optional.empty();
    }
    try {
      List<Map<String, @Nullable Object>> found = query.answer(all);
      return Optional.of(Reply.json(200, new Found(found.size(), true, found)));
    } catch (Soql.NoColumnException e) {
      return Optional.of(
          Reply.restError(
              400,
              "INVALID_FIELD",
              "No such column '%s' on entity '%s'.".formatted(e.getMessage(), query.object())));
    }
  }

  /** Rows of a query about access. */
  private record Found(int totalSize, boolean done, List<Map<String, @Nullable Object>> records) {}

  /** Returns rows of event log files, oldest first, with the requested fields. */
  private static Reply logFiles(
      LiveOrg org, int version, List<String> fields, @Nullable String conditions) {
    List<Map<String, Object>> found = new ArrayList<>();
    String all = conditions == null ? "" : conditions;
    for (Map<String, Object> file : LogFiles.rows(org, org.now(), version, all)) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("attributes", Objects.requireNonNull(file.get("attributes")));
      for (String field : fields) {
        Object value = file.get(field);
        if (value == null) {
          return Reply.restError(
              400, "INVALID_FIELD", "No such column '" + field + "' on entity 'EventLogFile'.");
        }
        row.put(field, value);
      }
      found.add(row);
    }
    if (NEWEST_ONLY.matcher(all).find() && !found.isEmpty()) {
      found.subList(0, found.size() - 1).clear();
    }
    return Reply.json(200, new Rows(found.size(), true, found));
  }

  /** Describes a query's columns, which Salesforce's command line requests for its table. */
  private static Reply columns(Map<String, Object> row) {
    List<Column> columns = new ArrayList<>();
    row.forEach((name, value) -> columns.add(Column.of(name, value instanceof Boolean)));
    return Reply.json(
        200, new Columns(columns, "Organization", false, row.containsKey("Id"), "00D"));
  }

  private static Map<String, Object> organization(LiveOrg live) {
    SimulatedOrg org = live.org();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Id", live.organizationId());
    fields.put("Name", org.name());
    fields.put("InstanceName", org.instanceName());
    fields.put("IsSandbox", org.edition().isSandbox());
    fields.put("TrialExpirationDate", null);
    fields.put("NamespacePrefix", null);
    fields.put("OrganizationType", org.edition().organizationType());
    return fields;
  }

  private static Reply user(SimulatedOrg org, int version, String id) {
    if (!org.userId().startsWith(id) || id.length() < 15) {
      return ApiError.NOT_FOUND.reply();
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("attributes", attributes("User", version, org.userId()));
    body.put("Id", org.userId());
    body.put("Username", org.username());
    body.put("Name", "Integration User");
    body.put("Email", "integration@" + org.id() + ".example");
    body.put("IsActive", true);
    return Reply.json(200, body);
  }

  private static Map<String, String> attributes(String type, int version, String id) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("type", type);
    attributes.put(
        "url",
        String.format(Locale.ROOT, "/services/data/v%d.0/sobjects/%s/%s", version, type, id));
    return attributes;
  }

  private static List<String> split(String list) {
    return Pattern.compile(",").splitAsStream(list).map(String::strip).toList();
  }
}
