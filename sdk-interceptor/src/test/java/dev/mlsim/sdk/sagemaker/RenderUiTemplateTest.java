package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.RenderUiTemplateResponse;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** Pages of workers: what the developer guide's examples of Liquid come to. */
class RenderUiTemplateTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Review";
  private static final String INPUT =
      """
      {"title": "James & the 'Peach'", "labels": ["Cat", "Dog"], "score": 0.4,
       "source": "s3://images/a.jpg", "box": {"left": 8, "top": [59, 76]}, "safe": "1 &lt; 2 & 3"}
      """;

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private RenderUiTemplateResponse render(String template) {
    return sageMaker.renderUiTemplate(
        r -> r.uiTemplate(t -> t.content(template)).task(t -> t.input(INPUT)).roleArn(ROLE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "<b>{{ task.input.title }}</b> ~ <b>James &amp; the &#39;Peach&#39;</b>",
        "{{ task.input.title | escape }} ~ James &amp; the &#39;Peach&#39;",
        "{{ task.input.title | skip_autoescape }} ~ James & the 'Peach'",
        "{{ task.input.safe | escape_once }} ~ 1 &lt; 2 &amp; 3",
        "{{ task.input.labels | to_json }} ~ [&quot;Cat&quot;,&quot;Dog&quot;]",
        "{{ task.input.labels | to_json | skip_autoescape }} ~ [\"Cat\",\"Dog\"]",
        "{{ task.input.box.top[1] }}/{{ task.input['box'].left }} ~ 76/8",
        "{{ task.input.nothing }}|{{ task.input.no | default: 'none' }} ~ |none",
        "{{ task.input.labels | join: ', ' | upcase }} ~ CAT, DOG",
        "{{ 'a|b' | append: '}' }} ~ a|b}",
        "{% raw %}{{ left }}{% endraw %}{% comment %}x{% if %}{% endcomment %} ~ {{ left }}",
        "{% assign s = task.input.score %}{% if s > 0.5 %}a{% elsif s == 0.4 %}b{% else %}c{% endif"
            + " %} ~ b",
        "{% if task.input.labels contains 'Dog' and task.input.no %}a{% else %}b{% endif %} ~ b",
        "{% unless task.input.labels.size != 2 or false %}yes{% endunless %} ~ yes",
        "{% for l in task.input.labels %}{{ forloop.index }}:{{ l }}{% unless forloop.last %}, "
            + "{% endunless %}{% endfor %} ~ 1:Cat, 2:Dog",
        "{% for l in task.input.none %}a{% else %}none{% endfor %} ~ none",
        "a {{- 'b' -}} c ~ abc"
      })
  void a_template_is_rendered(String template, String page) {
    RenderUiTemplateResponse rendered = render(template);

    assertThat(rendered.errors()).isEmpty();
    assertThat(rendered.renderedContent()).isEqualTo(page);
  }

  @Test
  void an_object_becomes_a_link() {
    assertThat(render("{{ task.input.source | grant_read_access }}").renderedContent())
        .startsWith("https://images.s3.us-east-1.amazonaws.com/a.jpg?X-Amz-Algorithm=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{{ task.input ~ LiquidSyntaxError ~ A tag or variable is not closed: '{{ task.input'.",
        "{% if task %} ~ LiquidSyntaxError ~ 'if' tag was never closed.",
        "{% endif %} ~ LiquidSyntaxError ~ Unexpected tag 'endif'.",
        "{{ task.input.title | grant_read_access }} ~ LiquidSyntaxError ~ grant_read_access needs"
            + " an S3 URI; 'James & the 'Peach'' is none.",
        "{{ task | shuffle }} ~ NotSimulated ~ mlsim: the filter [shuffle] of Liquid is not"
            + " simulated; those that are: [append, capitalize, default, downcase, escape,"
            + " escape_once, first, grant_read_access, join, last, prepend, replace, size,"
            + " skip_autoescape, split, strip, to_json, upcase]",
        "{% tablerow x in y %} ~ NotSimulated ~ mlsim: the tag [tablerow] of Liquid is not"
            + " simulated; those that are: [assign, comment, for, if, raw, unless]"
      })
  void what_cannot_be_rendered_is_an_entry_and_no_error(
      String template, String code, String message) {
    RenderUiTemplateResponse rendered = render(template);

    assertThat(rendered.renderedContent()).isEmpty();
    assertThat(rendered.errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.code()).isEqualTo(code);
              assertThat(error.message()).isEqualTo(message);
            });
  }

  @Test
  void loops_in_loops_come_to_an_end() {
    String template =
        "{% for a in task.input.labels %}".repeat(40) + "x" + "{% endfor %}".repeat(40);

    assertThat(render(template).errors().get(0).message()).endsWith(" is not made");
    assertThat(render("{% if task %}".repeat(60) + "{% endif %}".repeat(60)).errors())
        .singleElement()
        .satisfies(
            error -> assertThat(error.message()).contains("more than 50 tags in each other"));
  }

  @Test
  void a_page_of_the_account_is_rendered_by_its_arn() {
    String arn =
        sageMaker
            .createHumanTaskUi(
                r -> r.humanTaskUiName("page").uiTemplate(t -> t.content("{{ task.input.score }}")))
            .humanTaskUiArn();

    assertThat(
            sageMaker
                .renderUiTemplate(
                    r -> r.humanTaskUiArn(arn).task(t -> t.input(INPUT)).roleArn(ROLE))
                .renderedContent())
        .isEqualTo("0.4");
    assertThatThrownBy(
            () ->
                sageMaker.renderUiTemplate(
                    r -> r.humanTaskUiArn(arn + "s").task(t -> t.input("{}")).roleArn(ROLE)))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Could not find human task UI " + arn + "s.");
    assertThatThrownBy(
            () -> sageMaker.renderUiTemplate(r -> r.task(t -> t.input("{}")).roleArn(ROLE)))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Exactly one of UiTemplate and HumanTaskUiArn must be specified.");
    assertThatThrownBy(
            () ->
                sageMaker.renderUiTemplate(
                    r ->
                        r.uiTemplate(t -> t.content("x"))
                            .task(t -> t.input("no JSON"))
                            .roleArn(ROLE)))
        .hasMessageContaining("Task.Input must be a valid JSON object.");
  }
}
