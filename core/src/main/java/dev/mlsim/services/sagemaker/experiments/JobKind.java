package dev.mlsim.services.sagemaker.experiments;

import dev.mlsim.service.TypeRef;

/** The kinds of jobs that make trial components by themselves. */
enum JobKind {
  TRAINING("training-job", "Training"),
  PROCESSING("processing-job", "Processing"),
  TRANSFORM("transform-job", "Transform");

  private final String type;
  private final String verb;

  JobKind(String type, String verb) {
    this.type = type;
    this.verb = verb;
  }

  /** The type of such jobs, which is another family's. */
  TypeRef type() {
    return TypeRef.to(type, "ValidationException");
  }

  /** What such a job does, as members of its document are called after it: {@code Training}. */
  String verb() {
    return verb;
  }

  /** What such a job adds to its name for that of its component. */
  String suffix() {
    return "-aws-" + type;
  }

  /** How the source of such a component is called. */
  String sourceType() {
    return "SageMaker" + verb + "Job";
  }

  /** The kind of a job by the name of its type. */
  static JobKind of(String type) {
    for (JobKind kind : values()) {
      if (kind.type.equals(type)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("mlsim: [" + type + "] makes no trial component");
  }
}
