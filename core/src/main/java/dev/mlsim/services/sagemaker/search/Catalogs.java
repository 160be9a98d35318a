package dev.mlsim.services.sagemaker.search;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
import java.util.Collection;

/** The catalogues that an account has, through which it shares: one, of its feature groups. */
final class Catalogs {
  private static final String NAME = "DefaultFeatureGroupCatalog";

  private static final ResourceType TYPE =
      ResourceType.named("sagemaker-catalog")
          .identifiedBy("ResourceCatalogName")
          .arn("ResourceCatalogArn", "sagemaker-catalog/{key}")
          .times("CreationTime", "")
          .missing(NOT_FOUND, (call, name) -> "ResourceCatalog '" + name + "' does not exist.")
          .build();

  private Catalogs() {}

  private static Collection<Resource> all(Call call) {
    if (call.world().registry().byKey(TYPE, NAME).isEmpty()) {
      ObjectNode attributes = Documents.empty().put("ResourceCatalogName", NAME);
      attributes.put("Description", "Default feature group catalog");
      String arn = call.world().account().arn("sagemaker", TYPE.name() + "/" + NAME);
      call.world()
          .begin(
              TYPE,
              new Resource(TYPE.name(), NAME, NAME, arn, TYPE.lifecycle(), attributes, call.now()));
    }
    return call.world().registry().all(TYPE);
  }

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation("ListResourceCatalogs", ListAll.of(TYPE).among(Catalogs::all))
        .differs(
            "one-catalog",
            "ListResourceCatalogs",
            "No other account shares its catalogue, so that there is never a second one.")
        .judged(
            "resource-catalogs",
            "ListResourceCatalogs.ResourceCatalogs",
            "An account has the one catalog DefaultFeatureGroupCatalog, created when it is first"
                + " listed; its description.");
  }
}
