package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Hosting.ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ConflictException;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelCardExportJobResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelCardResponse;
import software.amazon.awssdk.services.sagemaker.model.ModelCardExportJobStatus;
import software.amazon.awssdk.services.sagemaker.model.ModelCardProcessingStatus;
import software.amazon.awssdk.services.sagemaker.model.ModelCardStatus;
import software.amazon.awssdk.services.sagemaker.model.ModelCardVersionSummary;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

class ModelCardTest {
  private static final String FIRST =
      json(
          """
          {'model_overview': {'model_id': 'churn-1', 'model_owner': 'data'},
           'intended_uses': {'risk_rating': 'Low', 'purpose_of_model': 'to keep (some) customers'}}
          """);
  private static final String SECOND = "{\"intended_uses\":{\"risk_rating\":\"High\"}}";

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  /** The content can't have lines. */
  private static String json(String lines) {
    return lines.replace('\'', '"').replace('\n', ' ').strip();
  }

  private void create(String content) {
    sageMaker.createModelCard(
        r -> r.modelCardName("churn").content(content).modelCardStatus(ModelCardStatus.DRAFT));
  }

  private DescribeModelCardResponse describe() {
    return sageMaker.describeModelCard(r -> r.modelCardName("churn"));
  }

  @Test
  void another_content_is_another_version_and_another_status_is_not() {
    create(FIRST);
    sageMaker.updateModelCard(
        r -> r.modelCardName("churn").modelCardStatus(ModelCardStatus.APPROVED));
    assertThat(describe().modelCardVersion()).isEqualTo(1);
    assertThat(describe().lastModifiedBy()).isNotNull();

    sageMaker.updateModelCard(
        r ->
            r.modelCardName(ARN + "model-card/churn")
                .content(SECOND)
                .modelCardStatus(ModelCardStatus.PENDING_REVIEW));
    sageMaker.updateModelCard(r -> r.modelCardName("churn").content(" " + SECOND));

    assertThat(describe().modelCardVersion()).isEqualTo(2);
    assertThat(describe().content()).isEqualTo(SECOND);
    assertThat(sageMaker.listModelCardVersions(r -> r.modelCardName("churn")))
        .extracting(r -> r.modelCardVersionSummaryList())
        .asInstanceOf(
            org.assertj.core.api.InstanceOfAssertFactories.list(ModelCardVersionSummary.class))
        .extracting(v -> v.modelCardVersion() + " " + v.modelCardStatus())
        .containsExactly("2 PendingReview", "1 Approved");
    DescribeModelCardResponse first =
        sageMaker.describeModelCard(r -> r.modelCardName("churn").modelCardVersion(1));
    assertThat(first.content()).contains("\"risk_rating\":\"Low\"");
    assertThat(first.modelCardStatus()).isEqualTo(ModelCardStatus.APPROVED);
    assertThatThrownBy(
            () -> sageMaker.describeModelCard(r -> r.modelCardName("churn").modelCardVersion(3)))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Modelcard churn with version 3 does not exist.");
  }

  @Test
  void metadata_is_what_the_reference_lists() {
    create(FIRST);

    assertThat(
            new NewerSdk(sim)
                .call(
                    "DescribeModelCard",
                    "{'ModelCardName': 'churn', 'IncludedData': 'MetadataOnly'}")
                .path("Content")
                .asText())
        .isEqualTo(
            "{\"model_overview\":{\"model_id\":\"churn-1\"},"
                + "\"intended_uses\":{\"risk_rating\":\"Low\"}}");
    assertThat(describe().content()).contains("purpose_of_model");
  }

  @Test
  void content_that_breaks_the_schema_is_refused_with_all_that_is_wrong() {
    assertThatThrownBy(() -> create("{\"model_overview\":"))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Model card content is not a valid JSON document.");
    assertThatThrownBy(
            () ->
                create(
                    json(
                        """
                        {'intended_uses': {'risk_rating': 'Extreme', 'mood': 1},
                         'evaluation_details': [{'metric_groups': [{'name': 'g', 'metric_data': [
                           {'name': 'auc', 'type': 'number', 'value': 0.9},
                           {'name': 'roc', 'type': 'linear_graph', 'value': [1, 2]}]}]}]}
                        """)))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining(
            "Model card content does not conform to the schema: $.intended_uses.risk_rating: does"
                + " not have a value in the enumeration [High, Medium, Low, Unknown],"
                + " $.intended_uses.mood: is not defined in the schema,"
                + " $.evaluation_details[0].name: is missing but it is required,"
                + " $.evaluation_details[0].metric_groups[0].metric_data[1]: does not match any of"
                + " the schemas");
    assertThat(sageMaker.listModelCards(r -> {}).modelCardSummaries()).isEmpty();
  }

  @Test
  void a_card_that_is_archived_is_exported_but_not_updated() {
    create(FIRST);
    sageMaker.updateModelCard(
        r -> r.modelCardName("churn").modelCardStatus(ModelCardStatus.ARCHIVED));

    assertThatThrownBy(
            () -> sageMaker.updateModelCard(r -> r.modelCardName("churn").content(SECOND)))
        .isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> create(SECOND))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("Modelcard churn already exists");
    String job = export("pdf");
    sim.clock().advance(Duration.ofMinutes(1));

    assertThat(exported(job).status()).isEqualTo(ModelCardExportJobStatus.COMPLETED);
  }

  private String export(String name) {
    return sageMaker
        .createModelCardExportJob(
            r ->
                r.modelCardName("churn")
                    .modelCardExportJobName(name)
                    .outputConfig(o -> o.s3OutputPath("s3://out/cards")))
        .modelCardExportJobArn();
  }

  private DescribeModelCardExportJobResponse exported(String arn) {
    return sageMaker.describeModelCardExportJob(r -> r.modelCardExportJobArn(arn));
  }

  @Test
  void an_export_writes_a_pdf_of_its_version() {
    create(FIRST);
    String job = export("pdf");
    sageMaker.updateModelCard(r -> r.modelCardName("churn").content(SECOND));
    assertThat(job).isEqualTo(ARN + "model-card/churn/export-job/pdf");
    assertThat(exported(job).status()).isEqualTo(ModelCardExportJobStatus.IN_PROGRESS);
    assertThat(exported(job).exportArtifacts()).isNull();

    sim.clock().advance(Duration.ofSeconds(20));

    assertThat(exported(job).modelCardVersion()).isEqualTo(1);
    String location = exported(job).exportArtifacts().s3ExportArtifacts();
    assertThat(location).isEqualTo("s3://out/cards/churn/pdf.pdf");
    String pdf = new String(sim.objects().get(location).orElseThrow(), StandardCharsets.ISO_8859_1);
    assertThat(pdf)
        .startsWith("%PDF-1.4\n")
        .contains("(Model card churn, version 1)")
        .contains("to keep \\(some\\) customers")
        .endsWith("%%EOF\n");
    int table = pdf.indexOf("xref\n");
    assertThat(pdf).contains("startxref\n" + table + "\n");
    assertThat(sim.events().list("SageMaker Model Card Export Job State Change")).hasSize(2);
  }

  @Test
  void a_card_is_deleted_step_by_step_with_its_jobs() {
    create(FIRST);
    String job = export("pdf");
    sageMaker.deleteModelCard(r -> r.modelCardName("churn"));

    assertThat(describe().modelCardProcessingStatus())
        .isEqualTo(ModelCardProcessingStatus.DELETE_PENDING);
    assertThatThrownBy(() -> sageMaker.deleteModelCard(r -> r.modelCardName("churn")))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("Model card is being deleted");
    sim.clock().advance(Duration.ofSeconds(3));
    assertThatThrownBy(this::describe)
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Model card is being deleted");
    sim.clock().advance(Duration.ofSeconds(2));

    assertThatThrownBy(this::describe)
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Modelcard churn does not exist.");
    assertThatThrownBy(() -> exported(job)).isInstanceOf(ResourceNotFoundException.class);
    create(SECOND);
    assertThat(describe().modelCardVersion()).isEqualTo(1);
  }

  @Test
  void events_tell_of_each_change() {
    create(FIRST);
    sageMaker.updateModelCard(
        r -> r.modelCardName("churn").modelCardStatus(ModelCardStatus.APPROVED));

    assertThat(sim.events().list("SageMaker Model Card State Change"))
        .extracting(
            e ->
                List.of(
                    e.detail().get("ModelCardStatus").asText(), e.detail().get("ModelId").asText()))
        .containsExactly(List.of("Draft", "churn-1"), List.of("Approved", "churn-1"));
  }
}
