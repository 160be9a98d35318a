package dev.mlsim.contract;

/** A named type of a service's model. Shapes refer to each other lazily: some are recursive. */
public sealed interface Shape
    permits StructureShape,
        ListShape,
        MapShape,
        StringShape,
        NumberShape,
        BooleanShape,
        BlobShape,
        TimestampShape {

  /** The name of the type in the model. */
  String name();

  /** Whether AWS leaves its values out of messages. None of the four models says so of any type. */
  boolean sensitive();
}
