package dev.mlsim.services.sagemaker.images;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Pages;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * ListAliases: the aliases of an image's versions, by version and then as they were given. A
 * version or an alias that isn't there lets nothing pass. Neither is documented.
 */
final class ListAliases implements Handler {
  private static final Precondition IMAGE = Precondition.exists("ImageName", Images.TYPE);

  @Override
  public ObjectNode answer(Call call) {
    IMAGE.check().verify(call);
    Optional<Long> number = call.number("Version");
    Optional<String> alias = call.text("Alias");
    List<TextNode> aliases = new ArrayList<>();
    for (Resource version : ImageVersions.of(call.world(), call.text("ImageName").orElseThrow())) {
      if (number.isEmpty() || version.attributes().path("Version").asLong() == number.get()) {
        ImageVersions.aliases(version).stream()
            .filter(name -> alias.isEmpty() || alias.get().equals(name))
            .forEach(name -> aliases.add(TextNode.valueOf(name)));
      }
    }
    return Pages.of(call, aliases);
  }

  @Override
  public String kind() {
    return "list";
  }

  @Override
  public Optional<ResourceType> type() {
    return Optional.of(ImageVersions.TYPE);
  }

  @Override
  public List<Precondition> preconditions() {
    return List.of(IMAGE);
  }
}
