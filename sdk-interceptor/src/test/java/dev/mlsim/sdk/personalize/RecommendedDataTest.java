package dev.mlsim.sdk.personalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.personalize.PersonalizeSetup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;
import software.amazon.awssdk.services.personalizeruntime.model.GetRecommendationsRequest;
import software.amazon.awssdk.services.personalizeruntime.model.InvalidInputException;
import software.amazon.awssdk.services.personalizeruntime.model.PredictedItem;
import software.amazon.awssdk.services.personalizeruntime.model.ResourceNotFoundException;

/** What the data of a group make of recommendations: filters, promotions, metadata, popularity. */
class RecommendedDataTest {
  private final PersonalizeWorld world = new PersonalizeWorld();
  private final PersonalizeRuntimeClient runtime =
      SimulatedClients.of(world.sim).create(PersonalizeRuntimeClient.class);
  private final String group = world.group("shop");
  private final String campaign;

  RecommendedDataTest() {
    load(
        "Items",
        PersonalizeWorld.ITEMS,
        """
        ITEM_ID,GENRES,PRICE,ADULT
        a,drama,5,false
        b,drama|comedy,9,false
        c,comedy,10,false
        d,,11,false
        """);
    load(
        "Interactions",
        PersonalizeWorld.INTERACTIONS,
        """
        USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP
        ann,a,purchase,2
        ann,b,click,3
        bob,c,click,4
        eve,c,click,5
        eve,b,click,6
        """);
    String version = world.version(world.solution("s", group, "aws-user-personalization"));
    campaign =
        world
            .personalize
            .createCampaign(
                r ->
                    r.name("shelf")
                        .solutionVersionArn(version)
                        .campaignConfig(c -> c.enableMetadataWithRecommendations(true)))
            .campaignArn();
    world.pass(Duration.ofMinutes(10));
  }

  private void load(String type, String schema, String csv) {
    String dataset = world.dataset(group, type, schema);
    world.sim.objects().put("s3://bucket/" + type + ".csv", csv);
    world.importJob("import-" + type, dataset, "s3://bucket/" + type + ".csv");
    world.pass(Duration.ofMinutes(15));
  }

  private String filter(String name, String expression) {
    String arn =
        world
            .personalize
            .createFilter(r -> r.name(name).datasetGroupArn(group).filterExpression(expression))
            .filterArn();
    world.pass(Duration.ofMinutes(3));
    return arn;
  }

  private List<PredictedItem> ask(Consumer<GetRecommendationsRequest.Builder> more) {
    return runtime
        .getRecommendations(r -> more.accept(r.campaignArn(campaign).userId("ann")))
        .itemList();
  }

  private List<String> ids(Consumer<GetRecommendationsRequest.Builder> more) {
    return ask(more).stream().map(PredictedItem::itemId).toList();
  }

  @Test
  void a_choice_is_among_what_was_imported() {
    assertThat(ids(r -> {})).containsExactlyInAnyOrder("a", "b", "c", "d");
  }

  @Test
  void a_stranger_gets_what_is_popular() {
    assertThat(ids(r -> r.userId("nobody"))).containsExactly("b", "c", "a", "d");
  }

  @Test
  void a_filter_takes_the_values_of_the_call() {
    String genres = filter("genres", "INCLUDE ItemID WHERE Items.GENRES IN ($GENRES)");

    assertThat(ids(r -> r.filterArn(genres).filterValues(Map.of("GENRES", "\"comedy\""))))
        .containsExactlyInAnyOrder("b", "c");
    assertThatThrownBy(() -> ask(r -> r.filterArn(genres)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("The filter requires a value for the parameter $GENRES.");
  }

  @Test
  void an_exclude_without_its_value_is_left_out() {
    String filter =
        filter(
            "seen",
            "INCLUDE ItemID WHERE Items.PRICE < 11 | EXCLUDE ItemID WHERE"
                + " Interactions.EVENT_TYPE IN ($TYPE)");

    assertThat(ids(r -> r.filterArn(filter))).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(ids(r -> r.filterArn(filter).filterValues(Map.of("TYPE", "\"purchase\""))))
        .containsExactlyInAnyOrder("b", "c");
  }

  @Test
  void a_filter_must_be_active_and_of_the_group() {
    String early =
        world
            .personalize
            .createFilter(
                r ->
                    r.name("early")
                        .datasetGroupArn(group)
                        .filterExpression("INCLUDE ItemID WHERE Items.PRICE > 1"))
            .filterArn();
    assertThatThrownBy(() -> ask(r -> r.filterArn(early)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Resource " + early + " is in CREATE PENDING state.");
    assertThatThrownBy(() -> ask(r -> r.filterArn(PersonalizeWorld.ARNS + "filter/none")))
        .isInstanceOf(ResourceNotFoundException.class);
    String others = world.group("others");
    String foreign =
        world
            .personalize
            .createFilter(
                r ->
                    r.name("foreign")
                        .datasetGroupArn(others)
                        .filterExpression("INCLUDE ItemID WHERE Items.PRICE > 1"))
            .filterArn();
    world.pass(Duration.ofMinutes(3));
    assertThatThrownBy(() -> ask(r -> r.filterArn(foreign)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is not of the dataset group " + group);
  }

  @Test
  void promoted_items_have_their_share_and_their_own_filter() {
    String cheap = filter("cheap", "INCLUDE ItemID WHERE Items.PRICE < 10");
    String dear = filter("dear", "INCLUDE ItemID WHERE Items.PRICE >= 10");
    world.sim.setup(PersonalizeSetup.class).recommend(query -> List.of("d", "c", "b", "a"));

    List<PredictedItem> items =
        ask(
            r ->
                r.numResults(2)
                    .filterArn(dear)
                    .promotions(p -> p.name("deals").filterArn(cheap).percentPromotedItems(50)));

    assertThat(items).extracting(PredictedItem::itemId).containsExactlyInAnyOrder("d", "b");
    assertThat(items)
        .filteredOn(item -> "deals".equals(item.promotionName()))
        .extracting(PredictedItem::itemId)
        .containsExactly("b");
    assertThatThrownBy(() -> ask(r -> r.promotions(p -> p.name("deals"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("A promotion must have a filterArn and percentPromotedItems.");
  }

  @Test
  void metadata_are_shown_where_they_are_enabled() {
    List<PredictedItem> items = ask(r -> r.metadataColumns(Map.of("ITEMS", List.of("GENRES"))));

    assertThat(items)
        .filteredOn(item -> item.itemId().equals("b"))
        .extracting(PredictedItem::metadata)
        .containsExactly(Map.of("GENRES", "drama|comedy"));
    assertThat(items)
        .filteredOn(item -> item.itemId().equals("d"))
        .allSatisfy(item -> assertThat(item.hasMetadata()).isFalse());
    refuses(
        "numResults must be less than or equal to 50 if metadataColumns are requested.",
        51,
        "GENRES");
    refuses("The column NAME does not exist in the schema of the ITEMS dataset.", 5, "NAME");
    assertThatThrownBy(() -> ask(r -> r.metadataColumns(Map.of("USERS", List.of("AGE")))))
        .hasMessageContaining("Invalid dataset type USERS in metadataColumns. Use ITEMS.");
    assertThatThrownBy(
            () ->
                ask(
                    r ->
                        r.metadataColumns(
                            Map.of(
                                "ITEMS", IntStream.range(0, 11).mapToObj(i -> "C" + i).toList()))))
        .hasMessageContaining("The number of metadataColumns must be less than or equal to 10.");
  }

  private void refuses(String message, int results, String column) {
    assertThatThrownBy(
            () -> ask(r -> r.numResults(results).metadataColumns(Map.of("ITEMS", List.of(column)))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void metadata_are_refused_where_they_are_not_enabled() {
    String version = world.version(world.solution("other", group, "aws-sims"));
    String plain = world.campaign("plain", version);

    assertThatThrownBy(
            () ->
                runtime.getRecommendations(
                    r ->
                        r.campaignArn(plain)
                            .itemId("a")
                            .metadataColumns(Map.of("ITEMS", List.of("GENRES")))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Metadata with recommendations is not enabled for " + plain + ".");
  }

  @Test
  void a_ranking_puts_what_it_does_not_know_last() {
    String version = world.version(world.solution("r", group, "aws-personalized-ranking"));
    String ranking = world.campaign("ranking", version);

    List<PredictedItem> ranked =
        runtime
            .getPersonalizedRanking(
                r -> r.campaignArn(ranking).userId("ann").inputList("x", "a", "y", "b", "c"))
            .personalizedRanking();

    assertThat(ranked).extracting(PredictedItem::itemId).hasSize(5).endsWith("x", "y");
    String cheap = filter("cheap", "INCLUDE ItemID WHERE Items.PRICE < 10");
    assertThat(
            runtime
                .getPersonalizedRanking(
                    r ->
                        r.campaignArn(ranking)
                            .userId("ann")
                            .inputList("x", "a", "c")
                            .filterArn(cheap))
                .personalizedRanking())
        .extracting(PredictedItem::itemId)
        .containsExactly("a");
  }
}
