package dev.mlsim.services.sagemaker.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which components are part of which trials; a component may be part of many. */
enum Associations implements Handler {
  /** AssociateTrialComponent; once more does nothing. */
  ASSOCIATE {
    @Override
    void change(Call call, Resource component, Resource trial) {
      if (!has(component, trial)) {
        call.world().change(component, old -> with(old, trial));
      }
    }
  },

  /** DisassociateTrialComponent. */
  DISASSOCIATE {
    @Override
    void change(Call call, Resource component, Resource trial) {
      if (!has(component, trial)) {
        throw new ServiceError(
            SharedErrors.NOT_FOUND,
            "TrialComponent '"
                + component.arn()
                + "' is not associated with Trial '"
                + trial.arn()
                + "'.");
      }
      call.world().change(component, old -> without(old, trial));
    }
  };

  private static final String TRIALS = "trials";

  abstract void change(Call call, Resource component, Resource trial);

  @Override
  public ObjectNode answer(Call call) {
    Resource component = call.service().type(Experiments.COMPONENT).require(call);
    Resource trial = call.service().type(Experiments.TRIAL).require(call);
    change(call, component, trial);
    return Documents.empty().put("TrialComponentArn", component.arn()).put("TrialArn", trial.arn());
  }

  /** Whether a component is part of a trial. */
  static boolean has(Resource component, Resource trial) {
    for (JsonNode name : component.notes().path(TRIALS)) {
      if (name.asText().equalsIgnoreCase(trial.name())) {
        return true;
      }
    }
    return false;
  }

  /** How many trials a component is part of. */
  static int count(Resource component) {
    return component.notes().path(TRIALS).size();
  }

  /** The trials that a component is part of. */
  static List<Resource> trials(Resource component, World world) {
    List<Resource> trials = new ArrayList<>();
    for (JsonNode name : component.notes().path(TRIALS)) {
      world.registry().byKey(Experiments.TRIAL, name.asText()).ifPresent(trials::add);
    }
    return trials;
  }

  /** The trials that a component is part of, with their experiments, as Search shows them. */
  static Optional<JsonNode> parents(Resource component, World world) {
    ArrayNode parents = JsonNodeFactory.instance.arrayNode();
    for (Resource trial : trials(component, world)) {
      parents
          .addObject()
          .put("TrialName", trial.name())
          .set("ExperimentName", trial.attributes().path("ExperimentName"));
    }
    return parents.isEmpty() ? Optional.empty() : Optional.of(parents);
  }

  /** The component as part of one more trial. */
  static Resource with(Resource component, Resource trial) {
    ArrayNode trials = JsonNodeFactory.instance.arrayNode();
    component.notes().path(TRIALS).forEach(trials::add);
    trials.add(TextNode.valueOf(trial.name()));
    return component.withNote(TRIALS, trials);
  }

  private static Resource without(Resource component, Resource trial) {
    ArrayNode trials = JsonNodeFactory.instance.arrayNode();
    for (JsonNode name : component.notes().path(TRIALS)) {
      if (!name.asText().equalsIgnoreCase(trial.name())) {
        trials.add(name);
      }
    }
    return component.withNote(TRIALS, trials);
  }

  @Override
  public String kind() {
    return "associate";
  }
}
