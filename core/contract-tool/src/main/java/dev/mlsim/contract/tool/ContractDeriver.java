package dev.mlsim.contract.tool;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Derives the contract that a service is declared on from AWS's own model of the service.
 *
 * <pre>
 * java ... dev.mlsim.contract.tool.ContractDeriver service-2.json transcribe.contract
 * java ... dev.mlsim.contract.tool.ContractDeriver service-2.json s3.contract additions/s3.json
 * </pre>
 *
 * Three kinds of models are read, told apart by what is in them:
 *
 * <ul>
 *   <li>{@code service-2.json}, which the AWS SDK for Java 2.x and botocore are generated from; the
 *       {@code paginators-1.json} and {@code waiters-2.json} beside it are read too, if there are
 *       such files. Of a service for Java this is the best source: its waiters are the SDK's.
 *   <li>Smithy's JSON AST, which AWS publishes at <a
 *       href="https://github.com/aws/api-models-aws">github.com/aws/api-models-aws</a>.
 *   <li>one document of facts, in the words of {@code service-2.json}, with {@code service} in
 *       place of its {@code metadata}, and waiters and paginators inside.
 * </ul>
 *
 * Facts only: documentation is left behind. What a contract has no words for is left out, and a
 * comment in the contract says so. What a model doesn't say, and somebody knows, stands in a file
 * of {@link Additions}, so that the contract can be derived anew when a newer model comes.
 */
public final class ContractDeriver {
  private static final int ARGUMENTS = 2;
  private static final int WITH_ADDITIONS = 3;
  private static final String SUFFIX = ".contract";

  /** Keeps numbers as the model writes them. */
  private static final ObjectMapper MODELS =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private ContractDeriver() {}

  /**
   * Reads the model named by the first argument, and the additions named by the third, if there is
   * one; writes the contract named by the second, whose name without {@code .contract} becomes the
   * service's.
   *
   * @throws IllegalArgumentException if there are other arguments, or the model can't be derived
   */
  public static void main(String[] args) throws IOException {
    boolean countsRight = args.length == ARGUMENTS || args.length == WITH_ADDITIONS;
    if (!countsRight || !args[1].endsWith(SUFFIX)) {
      throw new IllegalArgumentException(
          "mlsim: the contract deriver was called with ["
              + String.join(" ", args)
              + "], it takes two arguments: the file of the model, and <service>.contract; and"
              + " perhaps a third: the file of additions");
    }
    Path contract = Path.of(args[1]);
    String file = String.valueOf(contract.getFileName());
    String service = file.substring(0, file.length() - SUFFIX.length());
    Path model = Path.of(args[0]);
    Files.writeString(
        contract,
        args.length == ARGUMENTS
            ? derive(service, model)
            : derive(service, model, Path.of(args[2])));
  }

  /**
   * The contract of a service.
   *
   * @param service what the service is to be called in mlsim, such as {@code transcribe}
   * @param model the file of AWS's model
   * @throws IllegalArgumentException if the file is no such model, or the service speaks a protocol
   *     that mlsim doesn't
   */
  public static String derive(String service, Path model) throws IOException {
    return derive(service, facts(model));
  }

  /**
   * The contract of a service, by its model and what is known besides.
   *
   * @param service what the service is to be called in mlsim, such as {@code s3}
   * @param model the file of AWS's model
   * @param additions the file of {@link Additions}
   * @throws IllegalArgumentException if the model can't be derived, or there is nothing of what the
   *     additions take away
   */
  public static String derive(String service, Path model, Path additions) throws IOException {
    return derive(service, Additions.of(MODELS.readTree(additions.toFile())).to(facts(model)));
  }

  private static ObjectNode facts(Path model) throws IOException {
    JsonNode document = MODELS.readTree(model.toFile());
    if (document.has("smithy")) {
      return SmithyModel.facts(document);
    }
    if (document.has("metadata")) {
      JsonNode paginators = beside(model, "paginators-1.json");
      JsonNode waiters = beside(model, "waiters-2.json");
      return C2jModel.facts(document, paginators, waiters);
    }
    if (document.has("service")) {
      return (ObjectNode) document;
    }
    throw new IllegalArgumentException(
        "mlsim: ["
            + model
            + "] is no model of a service: it has neither [metadata], as a service-2.json has,"
            + " nor [smithy], as Smithy's JSON AST has");
  }

  private static String derive(String service, JsonNode facts) {
    return new ContractWriter(facts).write(service);
  }

  private static JsonNode beside(Path model, String name) throws IOException {
    Path file = model.resolveSibling(name);
    return Files.exists(file) ? MODELS.readTree(file.toFile()) : MissingNode.getInstance();
  }
}
