package dev.mlsim.junit;

import dev.mlsim.parity.ParityReport;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test, in place of {@code @Test}, that replays a recording of AWS and compares what mlsim
 * answers. It fails, with the report as its message, if there is a finding or an allowance for
 * nothing; unless the method has a {@link ParityReport} as a parameter, and looks at it by itself.
 *
 * <pre>{@code
 * @Parity(value = "aws/night.jsonl", allow = "aws/known.txt")
 * void mlsim_answers_as_aws_did_in_our_night() {}
 * }</pre>
 *
 * <p>Files are looked for in the folder in which tests run, and then as resources beside the class,
 * with a slash before them from the root of the class path. The report is also a page under {@code
 * target/mlsim} (Gradle: {@code build/mlsim}). No {@link MlSimulator} is needed.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Test
@ExtendWith(ParityExtension.class)
@SuppressWarnings("exports") // the extension is for JUnit to make, and for nobody to name
public @interface Parity {

  /** The recording. */
  String value();

  /**
   * Files of differences that are accepted, a line each: {@code sagemaker:DescribeModel $.X
   * only-on-aws # why}.
   */
  String[] allow() default {};

  /** Further recordings of the same program: where they differ from the first is noise. */
  String[] noise() default {};
}
