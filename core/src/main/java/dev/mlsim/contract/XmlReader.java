package dev.mlsim.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Turns the XML of a body into a document. Names count without their namespace, and what the
 * contract doesn't know is passed over.
 */
final class XmlReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final XMLStreamReader xml;
  private int depth;

  private XmlReader(XMLStreamReader xml) {
    this.xml = xml;
  }

  /** The document, which is read-only. */
  static JsonNode read(Shape shape, byte[] body) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(body));
      if (xml.nextTag() != XMLStreamConstants.START_ELEMENT) {
        throw new MalformedInput(MalformedInput.XML_MESSAGE, MalformedInput.XML_CODE);
      }
      JsonNode document = new XmlReader(xml).value(shape);
      while (xml.hasNext()) {
        xml.next(); // nothing but space may follow
      }
      return Json.frozen(document);
    } catch (XMLStreamException e) {
      throw new MalformedInput(MalformedInput.XML_MESSAGE, MalformedInput.XML_CODE, e);
    }
  }

  /** Reads the element where the reader stands, to its end. */
  private JsonNode value(Shape shape) throws XMLStreamException {
    if (++depth > Json.MAX_DEPTH) {
      throw new MalformedInput(MalformedInput.XML_MESSAGE, MalformedInput.XML_CODE);
    }
    JsonNode value;
    if (shape instanceof StructureShape structure) {
      value = structure(structure);
    } else if (shape instanceof ListShape list) {
      value = list(list);
    } else {
      value = scalar(shape, xml.getElementText());
    }
    depth--;
    return value;
  }

  private ObjectNode structure(StructureShape shape) throws XMLStreamException {
    ObjectNode document = NODES.objectNode();
    while (next()) {
      Member member = shape.bodyMember(xml.getLocalName()).orElse(null);
      if (member == null) {
        skip();
      } else if (member.shape() instanceof ListShape list && list.flattened()) {
        document.withArray("/" + member.name()).add(value(list.element()));
      } else {
        document.set(member.name(), value(member.shape()));
      }
    }
    return document;
  }

  private ArrayNode list(ListShape shape) throws XMLStreamException {
    ArrayNode list = NODES.arrayNode();
    while (next()) {
      if (xml.getLocalName().equals(shape.item())) {
        list.add(value(shape.element()));
      } else {
        skip();
      }
    }
    return list;
  }

  /** Whether there is another child; the reader stands at it then, or else at the parent's end. */
  private boolean next() throws XMLStreamException {
    int event = xml.next();
    while (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_ELEMENT) {
      event = xml.next();
    }
    return event == XMLStreamConstants.START_ELEMENT;
  }

  private void skip() throws XMLStreamException {
    int open = 1;
    while (open > 0) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        open++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        open--;
      }
    }
  }

  private static JsonNode scalar(Shape shape, String text) {
    try {
      if (shape instanceof TimestampShape timestamp) {
        return timestamp.format().orElse(TimestampFormat.ISO_8601).read(text.strip());
      }
      if (shape instanceof BlobShape) {
        return BinaryNode.valueOf(Base64.getDecoder().decode(text.strip()));
      }
      String bare = shape instanceof StringShape ? text : text.strip();
      return TextReader.read(shape, Location.BODY, bare);
    } catch (MalformedInput | IllegalArgumentException e) {
      throw new MalformedInput(MalformedInput.XML_MESSAGE, MalformedInput.XML_CODE, e);
    }
  }
}
