package dev.mlsim.services.sagemaker.projects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.World;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a project is provisioned from, and what that is shown as. */
final class Provisioning {
  static final String CATALOGUE = "ServiceCatalogProvisioningDetails";
  static final String PROVIDERS = "TemplateProviders";
  static final String PRODUCT = "ServiceCatalogProvisionedProductDetails";
  static final String TEMPLATE = "TemplateProviderDetails";

  private static final String CATALOGUE_UPDATE = "ServiceCatalogProvisioningUpdateDetails";
  private static final String PROVIDERS_UPDATE = "TemplateProvidersToUpdate";
  private static final String DESCRIPTION = "ProjectDescription";
  private static final String ID = "ProjectId";

  /** Notes: the id of what is provisioned, and the template that it is provisioned from. */
  private static final String PROVISIONED = "provisioned";

  private static final String FROM = "template";
  private static final int ID_DIGITS = 12;
  private static final int PRODUCT_DIGITS = 13;

  private Provisioning() {}

  static void prepare(Call call, Draft project) {
    project.attributes().put(ID, "p-" + call.world().chance().id(ID_DIGITS));
    boolean isProduct = project.attributes().has(CATALOGUE);
    project
        .notes()
        .put(
            PROVISIONED,
            isProduct
                ? "pp-" + call.world().chance().id(PRODUCT_DIGITS)
                : call.world().chance().uuid());
    JsonNode providers = project.attributes().remove(PROVIDERS);
    if (providers != null) {
      project.notes().set(FROM, providers.path(0).path("CfnTemplateProvider"));
    }
  }

  /** The product in the catalogue, with the message that says what went wrong. */
  static Optional<JsonNode> product(Resource project, World world) {
    if (!project.attributes().has(CATALOGUE) || project.is("Pending")) {
      return Optional.empty();
    }
    ObjectNode product = Documents.empty();
    product.put("ProvisionedProductId", project.notes().path(PROVISIONED).asText());
    if (isFailed(project)) {
      product.put("ProvisionedProductStatusMessage", project.reason());
    }
    return Optional.of(product);
  }

  private static boolean isFailed(Resource project) {
    return project.state().status().endsWith("Failed");
  }

  /** The template of CloudFormation, with its stack. */
  static Optional<JsonNode> template(Resource project, World world) {
    if (!(project.notes().path(FROM) instanceof ObjectNode from)) {
      return Optional.empty();
    }
    ObjectNode detail = Documents.empty();
    detail.setAll(from);
    String stack = "sagemaker-" + project.attributes().path(ID).asText();
    if (!project.is("Pending")) {
      detail
          .putObject("StackDetail")
          .put("Name", stack)
          .put(
              "Id",
              world
                  .account()
                  .arn(
                      "cloudformation",
                      "stack/" + stack + "/" + project.notes().path(PROVISIONED).asText()))
          .put("StatusMessage", isFailed(project) ? project.reason() : project.state().status());
    }
    ArrayNode details = JsonNodeFactory.instance.arrayNode();
    details.addObject().set("CfnTemplateProviderDetail", detail);
    return Optional.of(details);
  }

  /** An update gives another description, and other parameters; its tags are added. */
  static Resource changed(Call call, Resource project) {
    Resource changed = project;
    if (call.has(DESCRIPTION)) {
      changed = changed.with(DESCRIPTION, call.text(DESCRIPTION).orElseThrow());
    }
    Optional<JsonNode> product = call.at(CATALOGUE_UPDATE);
    if (product.isPresent() && changed.attributes().path(CATALOGUE) instanceof ObjectNode old) {
      changed = changed.with(CATALOGUE, Documents.merged(old, (ObjectNode) product.get()));
    }
    Optional<JsonNode> template = call.at(PROVIDERS_UPDATE);
    if (template.isPresent() && changed.notes().path(FROM) instanceof ObjectNode old) {
      JsonNode by = template.get().path(0).path("CfnTemplateProvider");
      changed =
          changed.withNote(
              FROM, by instanceof ObjectNode other ? Documents.merged(old, other) : old);
    }
    Map<String, String> tags = new LinkedHashMap<>(changed.tags());
    tags.putAll(call.service().tags().read(call.input()));
    return call.echoed(changed.withTags(tags));
  }
}
