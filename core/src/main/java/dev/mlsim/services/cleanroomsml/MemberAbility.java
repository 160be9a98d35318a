package dev.mlsim.services.cleanroomsml;

/**
 * What a member of a collaboration may do, as far as Clean Rooms ML asks. The names are those of
 * the AWS Clean Rooms API.
 */
public enum MemberAbility {
  /** May query, and so create ML input channels and start inference jobs. */
  CAN_QUERY,
  /** May receive the models and the output that a trained model export job writes. */
  CAN_RECEIVE_MODEL_OUTPUT,
  /** May receive what a trained model inference job writes. */
  CAN_RECEIVE_INFERENCE_OUTPUT
}
