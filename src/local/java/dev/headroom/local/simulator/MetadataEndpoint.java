package dev.headroom.local.simulator;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** {@code /services/Soap/m/}: lists and reads the metadata that says how the API may be used. */
final class MetadataEndpoint {
  private static final String XML = "text/xml;charset=UTF-8";
  private static final Map<String, String> PROFILES =
      Map.of("System Administrator", "Admin", "Standard User", "Standard");

  private MetadataEndpoint() {}

  /** A request: its operation, session, types and names. */
  record Asked(String operation, String session, List<String> types, List<String> names) {}

  /** Returns what is asked; empty if the body is no envelope. */
  static Optional<Asked> read(byte[] body) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    String operation = "";
    String session = "";
    List<String> types = new ArrayList<>();
    List<String> names = new ArrayList<>();
    boolean inBody = false;
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(body));
      while (xml.hasNext()) {
        if (xml.next() != XMLStreamConstants.START_ELEMENT) {
          continue;
        }
        String name = xml.getLocalName();
        if (inBody && operation.isEmpty()) {
          operation = name;
        }
        switch (name) {
          case "Body" -> inBody = true;
          case "sessionId" -> session = xml.getElementText();
          case "type" -> types.add(xml.getElementText());
          case "fullNames" -> names.add(xml.getElementText());
          default -> {}
        }
      }
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
    return operation.isEmpty()
        ? Optional.empty()
        : Optional.of(new Asked(operation, session, types, names));
  }

  static Reply fault(String code, String message) {
    return Reply.text(
        500,
        XML,
        envelope(
            "<soapenv:Fault><faultcode>sf:%s</faultcode><faultstring>%s: %s</faultstring></soapenv:Fault>"
                .formatted(code, code, message)));
  }

  /** Answers an admitted call. */
  static Reply answer(AccessRows rows, Asked asked) {
    if (rows.story().missing().contains("ModifyMetadata")) {
      return fault(
          "INSUFFICIENT_ACCESS",
          "use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata"
              + " permissions");
    }
    return switch (asked.operation()) {
      case "listMetadata" -> Reply.text(200, XML, envelope(list(rows, asked)));
      case "readMetadata" -> Reply.text(200, XML, envelope(records(rows, asked)));
      default -> fault("INVALID_OPERATION", "this simulator lists and reads only");
    };
  }

  private static String envelope(String body) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope"
        + " xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
        + " xmlns:sf=\"http://soap.sforce.com/2006/04/metadata\""
        + " xmlns=\"http://soap.sforce.com/2006/04/metadata\""
        + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body>"
        + body
        + "</soapenv:Body></soapenv:Envelope>";
  }

  private static String list(AccessRows rows, Asked asked) {
    StringBuilder found = new StringBuilder("<listMetadataResponse>");
    if (asked.types().contains("ConnectedApp")) {
      rows.simulatedApps()
          .forEach(app -> found.append(result("ConnectedApp", app.fullName(), app.id())));
    }
    if (asked.types().contains("Profile")) {
      for (int i = 1; i <= 3; i++) {
        String id = SalesforceId.of("00e", "Hr0", i);
        found.append(result("Profile", fullName(AccessRows.profileName(id)), id));
      }
    }
    return found.append("</listMetadataResponse>").toString();
  }

  private static String fullName(String profile) {
    return PROFILES.getOrDefault(profile, profile);
  }

  private static String result(String type, String fullName, String id) {
    return "<result><fullName>%s</fullName><id>%s</id><type>%s</type></result>"
        .formatted(escaped(fullName), id, type);
  }

  private static String records(AccessRows rows, Asked asked) {
    String type = asked.types().isEmpty() ? "" : asked.types().getFirst();
    StringBuilder found = new StringBuilder("<readMetadataResponse><result>");
    for (String name : asked.names()) {
      found.append(
          record(rows, type, name)
              .map(
                  members ->
                      "<records xsi:type=\"%s\"><fullName>%s</fullName>%s</records>"
                          .formatted(type, escaped(name), members))
              .orElse("<records xsi:nil=\"true\"/>"));
    }
    return found.append("</result></readMetadataResponse>").toString();
  }

  private static Optional<String> record(AccessRows rows, String type, String name) {
    boolean neglected = rows.story().neglected();
    return switch (type) {
      case "ConnectedApp" ->
          rows.simulatedApps().stream()
              .filter(app -> app.fullName().equals(name))
              .findFirst()
              .map(MetadataEndpoint::app);
      case "Profile" -> Optional.of(name.equals("Integration") ? ranges(neglected) : "");
      case "SecuritySettings" ->
          Optional.of(
              "<networkAccess><ipRanges><description>head office</description>"
                  + "<end>192.0.2.255</end><start>192.0.2.0</start></ipRanges></networkAccess>"
                  + "<sessionSettings><enforceIpRangesEveryRequest>false"
                  + "</enforceIpRangesEveryRequest></sessionSettings>");
      case "ConnectedAppSettings" ->
          Optional.of(
              "<enableAdminApprovedAppsOnly>%s</enableAdminApprovedAppsOnly>"
                  .formatted(!neglected));
      default -> Optional.empty();
    };
  }

  private static String app(SimulatedApp app) {
    StringBuilder members = new StringBuilder("<oauthConfig>");
    app.scopes().forEach(s -> members.append("<scopes>").append(s).append("</scopes>"));
    return members
        .append("</oauthConfig><oauthPolicy><ipRelaxation>")
        .append(app.relaxation())
        .append("</ipRelaxation><refreshTokenPolicy>")
        .append(app.refreshToken())
        .append("</refreshTokenPolicy></oauthPolicy>")
        .toString();
  }

  private static String ranges(boolean wide) {
    return range("198.18.0.0", wide ? "198.19.255.255" : "198.18.15.255", "data centre")
        + range("203.0.113.0", "203.0.113.255", "failover");
  }

  private static String range(String start, String end, String description) {
    return ("<loginIpRanges><description>%s</description><endAddress>%s</endAddress>"
            + "<startAddress>%s</startAddress></loginIpRanges>")
        .formatted(description, end, start);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
