package dev.mlsim.samples.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A POM of this repository, as it is written; those below one that isn't published aren't. */
record Pom(Path folder, Element project, boolean isPublished) {
  private static final Path ROOT = Path.of("..");

  static Pom root() {
    return in(ROOT, true);
  }

  private static Pom in(Path folder, boolean isPublished) {
    try {
      Element project =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(folder.resolve("pom.xml").toFile())
              .getDocumentElement();
      Pom pom = new Pom(folder, project, isPublished);
      return pom.text("properties", "maven.deploy.skip").equals("true")
          ? new Pom(folder, project, false)
          : pom;
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException("can't read the POM in " + folder, e);
    }
  }

  /** The modules of this build, those of its profiles too, and theirs. */
  static List<Pom> modules() {
    List<Pom> all = new ArrayList<>();
    root().addModules(all);
    return all;
  }

  private void addModules(List<Pom> all) {
    for (Element module : below(project, "module")) {
      Pom pom = in(folder.resolve(module.getTextContent()), isPublished);
      all.add(pom);
      pom.addModules(all);
    }
  }

  @Override
  public String toString() {
    return name();
  }

  boolean isJar() {
    return text("packaging").isEmpty();
  }

  String name() {
    return text("artifactId");
  }

  /** What stands at the end of a path of elements, or nothing. */
  String text(String... path) {
    List<Element> found = List.of(project);
    for (String step : path) {
      found = found.stream().flatMap(element -> children(element, step).stream()).toList();
    }
    return found.isEmpty() ? "" : found.get(0).getTextContent().strip().replaceAll("\\s+", " ");
  }

  /** The texts of all elements of a name, wherever they are. */
  List<String> all(String name) {
    return below(project, name).stream().map(Node::getTextContent).toList();
  }

  /** The profile of an id, as a POM of its own. */
  Pom profile(String id) {
    return below(project, "profile").stream()
        .map(profile -> new Pom(folder, profile, isPublished))
        .filter(profile -> profile.text("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<Element> children(Element parent, String name) {
    return elements(parent.getChildNodes()).stream()
        .filter(element -> element.getTagName().equals(name))
        .toList();
  }

  private static List<Element> below(Element parent, String name) {
    return elements(parent.getElementsByTagName(name));
  }

  private static List<Element> elements(NodeList nodes) {
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast)
        .toList();
  }
}
