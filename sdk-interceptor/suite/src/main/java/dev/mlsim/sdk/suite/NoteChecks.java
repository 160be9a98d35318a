package dev.mlsim.sdk.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.ResourceSnapshot;
import dev.mlsim.contract.ListShape;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Service;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;

/**
 * What the simulator remembers of a resource is not among its attributes, which are the API's. So
 * what a newer SDK sends is shown as it came, and steers nothing.
 */
final class NoteChecks {
  /** Names that the simulator has notes under, and members of other operations that it heeds. */
  private static final List<String> TEMPTING =
      List.of(
          "association",
          "by",
          "Changes",
          "collaborationIdentifier",
          "config",
          "configuredAudienceModelPolicy",
          "datasetGroup",
          "datasetGroupArn",
          "deployed",
          "detectionSeed",
          "from",
          "imageSize",
          "lastModelVersion",
          "latestVersion",
          "membershipIdentifier",
          "modelName",
          "modelSeed",
          "outputLocation",
          "pending",
          "policyHash",
          "privacyScore",
          "requestedUpdate",
          "resolved",
          "rows",
          "since",
          "tables",
          "trainedModelId",
          "versionIdentifier");

  private final ServiceSuite suite;

  NoteChecks(ServiceSuite suite) {
    this.suite = suite;
  }

  Stream<DynamicNode> of(ResourceType type) {
    if (!suite.canMake(type)) {
      return Stream.empty();
    }
    DynamicNode attributes =
        suite.test("its attributes are the API's", stage -> settled(stage, type));
    boolean isShown =
        suite.service().operations().entrySet().stream()
            .anyMatch(
                e ->
                    e.getValue().kind().equals("describe")
                        && Stage.isAbout(e.getValue(), type)
                        && suite.clientHas(e.getKey()));
    return isShown
        ? Stream.of(
            attributes,
            suite.test("what a newer SDK sends steers nothing", stage -> newer(stage, type)))
        : Stream.of(attributes);
  }

  private void settled(Stage stage, ResourceType type) {
    Made made = stage.make(type, Documents.empty());
    verify(suite.service(), stage);

    stage.settle(made);

    verify(suite.service(), stage);
  }

  /** No resource has an attribute that no operation on its type knows. */
  static void verify(Service service, Stage stage) {
    for (ResourceSnapshot resource : stage.sim().resources().all()) {
      @Nullable ResourceType type = service.types().get(resource.type());
      Set<String> known = type == null ? Set.of() : known(service, type);
      if (!known.isEmpty()) {
        Set<String> names = new TreeSet<>();
        resource.attributes().fieldNames().forEachRemaining(names::add);
        assertThat(known).as("members of the API of %s", resource.type()).containsAll(names);
      }
    }
  }

  private static Set<String> known(Service service, ResourceType type) {
    Set<String> known = new TreeSet<>();
    service
        .operations()
        .forEach(
            (name, handler) -> {
              if (Stage.isAbout(handler, type)) {
                Operation operation = service.contract().operation(name).orElseThrow();
                operation.input().ifPresent(shape -> addNames(shape, known));
                operation.output().ifPresent(shape -> addShown(shape, known));
              }
            });
    return known;
  }

  private static void addNames(StructureShape shape, Set<String> names) {
    shape.members().forEach(member -> names.add(member.name()));
  }

  /** A resource is shown by the output, or by a structure in it, or by the elements of a list. */
  private static void addShown(StructureShape output, Set<String> names) {
    addNames(output, names);
    for (Member member : output.members()) {
      Shape shape = member.shape() instanceof ListShape list ? list.element() : member.shape();
      if (shape instanceof StructureShape structure) {
        addNames(structure, names);
      }
    }
  }

  private void newer(Stage stage, ResourceType type) {
    StructureShape known = stage.shape(stage.creator(type));
    ObjectNode sent = unknownTo(known, stage.described(type).shape());
    Stage other = suite.stage();
    ObjectNode input = other.createInput(type, Documents.empty());
    stage.createInput(type, Documents.empty()); // makes what the input names
    Made expected = stage.makeFrom(type, input);
    other.client().sendBesides(sent);
    Made made = other.makeFrom(type, input);
    other.client().sendBesides(Documents.empty());

    StructureShape described = stage.described(type).shape();
    for (int look = 0; look < 2; look++) {
      ObjectNode shown = shown(other, made);
      for (String name : names(sent)) {
        if (described.member(name).isEmpty()) {
          assertThat(shown.remove(name)).as(name).isEqualTo(sent.get(name));
        }
      }
      assertThat(shown).isEqualTo(shown(stage, expected));
      stage.settle(expected);
      other.settle(made);
    }
    assertThat(other.look(made).history()).isEqualTo(stage.look(expected).history());
    assertThat(other.sim().billing().text()).isEqualTo(stage.sim().billing().text());
  }

  /** Tempting names that Create doesn't know, and members of Describe that it doesn't know. */
  private static ObjectNode unknownTo(StructureShape create, StructureShape described) {
    Set<String> names = new TreeSet<>(TEMPTING);
    addNames(described, names);
    ObjectNode unknown = Documents.empty();
    for (String name : names) {
      if (create.member(name).isEmpty()) {
        unknown.putObject(name).put("sentBy", "a newer SDK");
      }
    }
    return unknown;
  }

  private static Set<String> names(ObjectNode document) {
    Set<String> names = new TreeSet<>();
    document.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** What the last Describe was answered: the SDK in use drops what it doesn't know. */
  private static ObjectNode shown(Stage stage, Made made) {
    stage.describe(made);
    List<JournalEntry.Called> calls = stage.sim().journal().calls();
    JsonNode output = calls.get(calls.size() - 1).output();
    return stage.described(made.type()).in((ObjectNode) output).deepCopy();
  }
}
