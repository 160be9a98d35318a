package dev.mlsim.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.contract.BlobShape;
import dev.mlsim.contract.BooleanShape;
import dev.mlsim.contract.Contract;
import dev.mlsim.contract.ErrorShape;
import dev.mlsim.contract.ListShape;
import dev.mlsim.contract.Location;
import dev.mlsim.contract.MapShape;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.NumberShape;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StringShape;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.contract.TimestampFormat;
import dev.mlsim.contract.TimestampShape;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlClient;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemakera2iruntime.SageMakerA2IRuntimeClient;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.SageMakerFeatureStoreRuntimeClient;
import software.amazon.awssdk.services.sagemakermetrics.SageMakerMetricsClient;

/** The contracts and the SDK's classes come from the same models, of different dates. */
class ContractCoversSdkTest {
  private final List<String> differences = new ArrayList<>();
  private final Set<String> compared = new HashSet<>();
  private int members;

  @Test
  void sagemaker_knows_all_that_the_sdk_sends_and_reads() {
    assertThat(compare("sagemaker", SageMakerClient.class)).isEmpty();
    assertThat(members).isGreaterThan(4_000);
  }

  @Test
  void the_smaller_data_planes_of_sagemaker_know_all_that_the_sdk_sends_and_reads() {
    assertThat(compare("sagemakerfeaturestoreruntime", SageMakerFeatureStoreRuntimeClient.class, 4))
        .isEmpty();
    assertThat(compare("sagemakera2iruntime", SageMakerA2IRuntimeClient.class, 5)).isEmpty();
    assertThat(compare("sagemakermetrics", SageMakerMetricsClient.class, 2)).isEmpty();
    assertThat(members).isGreaterThan(70);
  }

  @Test
  void personalize_knows_all_that_the_sdk_sends_and_reads() {
    assertThat(compare("personalize", PersonalizeClient.class)).isEmpty();
    assertThat(members).isGreaterThan(400);
  }

  @Test
  void clean_rooms_ml_knows_all_that_the_sdk_sends_and_reads() {
    assertThat(compare("cleanroomsml", CleanRoomsMlClient.class)).isEmpty();
    assertThat(members).isGreaterThan(400);
  }

  @Test
  void lookout_for_vision_knows_all_that_the_sdk_sends_and_reads() {
    assertThat(compare("lookoutvision", LookoutVisionClient.class)).isEmpty();
    assertThat(members).isGreaterThan(150);
  }

  @Test
  void s3_knows_all_that_the_sdk_sends_and_reads() {
    // A part of the operations; what the SDK makes of Expires and of sources is its own.
    String known =
        "no operation .*|.*[.](Expires|ExpiresString|LocationConstraint"
            + "|(Source|Destination)(Bucket|Key|VersionId)) .*";
    assertThat(compare("s3", S3Client.class)).allMatch(difference -> difference.matches(known));
    assertThat(members).isGreaterThan(400);
  }

  private List<String> compare(String service, Class<?> client) {
    return compare(service, client, 20);
  }

  private List<String> compare(String service, Class<?> client, int leastOperations) {
    Contract contract = Contract.load(service);
    TreeMap<String, Method> methods = new TreeMap<>();
    for (Method method : client.getMethods()) {
      if (method.getParameterCount() > 0
          && AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0])
          && SdkPojo.class.isAssignableFrom(method.getReturnType())) {
        methods.put(method.getParameterTypes()[0].getSimpleName(), method);
      }
    }
    assertThat(methods).hasSizeGreaterThanOrEqualTo(leastOperations);
    methods.forEach((request, method) -> operation(contract, request, method));
    return differences;
  }

  private void operation(Contract contract, String requestName, Method method) {
    String name = requestName.substring(0, requestName.length() - "Request".length());
    Optional<Operation> operation = operationOf(contract, name);
    if (operation.isEmpty()) {
      differences.add("no operation " + name);
      return;
    }
    structure(name + " input", operation.get().input(), pojo(method.getParameterTypes()[0]));
    structure(name + " output", operation.get().output(), pojo(method.getReturnType()));
    Arrays.stream(method.getExceptionTypes())
        .filter(type -> SdkPojo.class.isAssignableFrom(type) && !isBase(type))
        .forEach(type -> error(contract, operation.get(), type));
  }

  /** The SDK writes some acronyms in its own way: CreateHub, but CreateAutoMlJob. */
  private static Optional<Operation> operationOf(Contract contract, String name) {
    return contract.operations().values().stream()
        .filter(operation -> operation.name().equalsIgnoreCase(name))
        .findFirst();
  }

  private static boolean isBase(Class<?> exception) {
    return exception.getSuperclass().getName().startsWith("software.amazon.awssdk.awscore.");
  }

  private void error(Contract contract, Operation operation, Class<?> type) {
    String bare = type.getSimpleName().replaceAll("Exception$", "");
    Optional<ErrorShape> error =
        operation.errors().stream()
            .filter(code -> code.replaceAll("Exception$", "").equalsIgnoreCase(bare))
            .findFirst()
            .flatMap(contract::error);
    structure(operation.name() + " error " + bare, error.map(ErrorShape::structure), pojo(type));
  }

  private static SdkPojo pojo(Class<?> type) {
    try {
      return (SdkPojo) type.getMethod("builder").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName(), e);
    }
  }

  private void structure(String path, Optional<? extends Shape> shape, SdkPojo pojo) {
    if (shape.isEmpty()) {
      if (!pojo.sdkFields().isEmpty()) {
        differences.add(path + " is not there, the SDK has " + pojo.sdkFields().size() + " fields");
      }
    } else if (shape.get() instanceof StructureShape structure) {
      if (compared.add(structure.name() + " " + pojo.getClass().getName())) {
        pojo.sdkFields().forEach(field -> member(path, structure, field));
      }
    } else {
      differences.add(path + " is a " + shape.get() + ", the SDK has a structure");
    }
  }

  private void member(String path, StructureShape structure, SdkField<?> field) {
    members++;
    String here = path + "." + field.memberName();
    Optional<Member> member = structure.member(field.memberName());
    if (member.isEmpty()) {
      differences.add(here + " is not there");
      return;
    }
    if (!member.get().locationName().equals(field.locationName())
        && member.get().location() != Location.PAYLOAD) {
      differences.add(here + " travels as " + member.get().locationName());
    }
    if (member.get().location() != location(field)) {
      differences.add(here + " travels in " + member.get().location() + ", not " + location(field));
    }
    if (field.containsTrait(DefaultValueTrait.class) != member.get().idempotencyToken()) {
      differences.add(here + " is an idempotency token to one of the two");
    }
    value(here, member.get().shape(), member.get().location(), field);
  }

  private static Location location(SdkField<?> field) {
    if (field.containsTrait(PayloadTrait.class)) {
      return Location.PAYLOAD;
    }
    MarshallLocation location = field.location();
    return switch (location) {
      case PAYLOAD -> Location.BODY;
      case QUERY_PARAM -> Location.QUERY;
      case HEADER -> field.containsTrait(MapTrait.class) ? Location.HEADERS : Location.HEADER;
      case PATH, GREEDY_PATH -> Location.URI;
      default -> throw new AssertionError(location);
    };
  }

  private void value(String path, Shape shape, Location location, SdkField<?> field) {
    MarshallingKnownType type = field.marshallingType().getKnownType();
    if (type != typeOf(shape)) {
      differences.add(path + " is a " + shape + ", the SDK has " + type);
    } else if (type == MarshallingKnownType.SDK_POJO) {
      structure(path, Optional.of(shape), field.constructor().get());
    } else if (shape instanceof ListShape list) {
      SdkField<?> element = field.getTrait(ListTrait.class).memberFieldInfo();
      value(path + "[]", list.element(), location, element);
    } else if (shape instanceof MapShape map) {
      SdkField<?> element = field.getTrait(MapTrait.class).valueFieldInfo();
      value(path + "{}", map.value(), location, element);
    } else if (shape instanceof TimestampShape timestamp) {
      timestamp(path, timestamp.formatIn(location), field);
    }
  }

  private void timestamp(String path, TimestampFormat format, SdkField<?> field) {
    field
        .getOptionalTrait(TimestampFormatTrait.class)
        .map(trait -> trait.format().name().toLowerCase(Locale.ROOT).replace("_", ""))
        .filter(sdk -> !sdk.equals(format.modelName().toLowerCase(Locale.ROOT)))
        .ifPresent(sdk -> differences.add(path + " is written " + format + ", not " + sdk));
  }

  private static MarshallingKnownType typeOf(Shape shape) {
    if (shape instanceof NumberShape number) {
      return MarshallingKnownType.valueOf(number.kind().name());
    }
    if (shape instanceof StringShape) {
      return MarshallingKnownType.STRING;
    }
    if (shape instanceof BooleanShape) {
      return MarshallingKnownType.BOOLEAN;
    }
    if (shape instanceof TimestampShape) {
      return MarshallingKnownType.INSTANT;
    }
    if (shape instanceof BlobShape) {
      return MarshallingKnownType.SDK_BYTES;
    }
    if (shape instanceof ListShape) {
      return MarshallingKnownType.LIST;
    }
    return shape instanceof MapShape ? MarshallingKnownType.MAP : MarshallingKnownType.SDK_POJO;
  }
}
