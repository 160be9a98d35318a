import org.jspecify.annotations.NullMarked;

/** Derives the contract of a service from the model that AWS publishes of it. */
@NullMarked
module dev.mlsim.contract.tool {
  requires com.fasterxml.jackson.databind;
  requires static transitive org.jspecify;

  exports dev.mlsim.contract.tool;
}
