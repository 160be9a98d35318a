open module com.example.training {
  requires dev.mlsim.junit;
  requires org.junit.jupiter;
  requires org.junit.platform.launcher; // Surefire puts nothing on the module path that none requires
  requires software.amazon.awssdk.services.sagemaker;
}
