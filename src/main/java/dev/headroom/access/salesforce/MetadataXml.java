package dev.headroom.access.salesforce;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Envelopes of the Metadata API, and the content of their answers. Answers are read as they arrive,
 * and only the requested members are kept: a profile has thousands. Document types and entities in
 * an answer are ignored, and nothing is fetched.
 */
final class MetadataXml {
  private static final int MAX_DEPTH = 20;
  private static final int MAX_KEPT = 200_000;

  private MetadataXml() {}

  /** Returns a request to list the records of {@code types}. */
  static String list(String session, String version, Collection<String> types) {
    StringBuilder body = new StringBuilder("<listMetadata>");
    types.forEach(t -> body.append("<queries><type>").append(t).append("</type></queries>"));
    body.append("<asOfVersion>").append(version).append("</asOfVersion></listMetadata>");
    return envelope(session, body);
  }

  /** Returns a request to read records of {@code type} by their full names. */
  static String read(String session, String type, Collection<String> names) {
    StringBuilder body = new StringBuilder("<readMetadata><type>").append(type).append("</type>");
    names.forEach(n -> body.append("<fullNames>").append(escaped(n)).append("</fullNames>"));
    return envelope(session, body.append("</readMetadata>"));
  }

  private static String envelope(String session, CharSequence body) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        + "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\""
        + " xmlns=\"http://soap.sforce.com/2006/04/metadata\"><e:Header><SessionHeader><sessionId>"
        + escaped(session)
        + "</sessionId></SessionHeader></e:Header><e:Body>"
        + body
        + "</e:Body></e:Envelope>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /**
   * Returns the elements called {@code name} of an answer, with those of their members that are
   * called one of {@code kept}; empty if the answer is not complete.
   *
   * @throws IOException that {@code in} threw
   */
  static Optional<List<XmlElement>> elements(InputStream in, String name, Set<String> kept)
      throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(in, "UTF-8");
      List<XmlElement> found = new ArrayList<>();
      Reading reading = new Reading(xml, kept);
      if (xml.nextTag() != XMLStreamConstants.START_ELEMENT
          || !xml.getLocalName().equals("Envelope")) {
        return Optional.empty(); // a page may be well-formed too
      }
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals(name)) {
          found.add(reading.element(0));
        }
      }
      return Optional.of(found);
    } catch (XMLStreamException e) {
      for (Throwable t = e; t != null; t = t.getCause()) {
        if (t instanceof IOException broken) {
          throw broken;
        }
      }
      if (e.getNestedException() instanceof IOException broken) {
        throw broken;
      }
      return Optional.empty();
    }
  }

  /** Builds elements at the reader's position. */
  private static final class Reading {
    private final XMLStreamReader xml;
    private final Set<String> kept;
    private int made;

    Reading(XMLStreamReader xml, Set<String> kept) {
      this.xml = xml;
      this.kept = kept;
    }

    XmlElement element(int depth) throws XMLStreamException {
      if (depth > MAX_DEPTH || ++made > MAX_KEPT) {
        throw new XMLStreamException("more than an answer has");
      }
      String name = xml.getLocalName();
      StringBuilder text = new StringBuilder();
      List<XmlElement> children = new ArrayList<>();
      while (true) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            if (depth > 0 || kept.contains(xml.getLocalName())) {
              children.add(element(depth + 1));
            } else {
              skip();
            }
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
            if (depth > 0) {
              text.append(xml.getText());
            }
          }
          case XMLStreamConstants.END_ELEMENT -> {
            return new XmlElement(name, text.toString().strip(), children);
          }
          case XMLStreamConstants.END_DOCUMENT -> throw new XMLStreamException("cut off");
          default -> {}
        }
      }
    }

    private void skip() throws XMLStreamException {
      int open = 1;
      while (open > 0) {
        int event = xml.next();
        open +=
            event == XMLStreamConstants.START_ELEMENT
                ? 1
                : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
      }
    }
  }
}
