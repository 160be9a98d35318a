package dev.mlsim;

import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.contract.Contract;
import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.service.Family;
import dev.mlsim.service.Holding;
import dev.mlsim.service.Quota;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.ServiceProvider;
import dev.mlsim.service.TypeRef;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How resources behave that are declared by their noun, in a service of two families. */
class ConventionsTest {
  private static final Pattern ID = Pattern.compile("\"LibraryId\":\"([^\"]+)\"");

  private final Simulator sim =
      Simulator.builder().service(Service.of(new LibraryProvider())).build();
  private final String library = id(call("CreateLibrary", "{'LibraryName': 'city'}"));

  @Test
  void the_service_makes_an_identity_and_its_arn() {
    assertThat(library).matches("l-[a-z0-9]{8}");
    assertThat(call("DescribeLibrary", "{'LibraryId': '" + library + "'}"))
        .contains("\"LibraryName\":\"city\"")
        .contains("\"LibraryArn\":\"arn:aws:libraries:us-east-1:123456789012:library/" + library);
    assertThat(sim.resources().get("library", "city").arn()).endsWith(library);
  }

  @Test
  void two_of_one_name_have_identities_of_their_own() {
    assertThat(id(call("CreateLibrary", "{'LibraryName': 'city'}"))).isNotEqualTo(library);
  }

  @Test
  void a_part_needs_its_whole_and_is_named_with_it() {
    assertThat(call("CreateBook", book("l-none", "moby"))).contains("No library l-none.");

    assertThat(call("CreateBook", book(library, "moby"))).contains("book/" + library + "/moby");
    assertThat(call("CreateBook", book(library, "moby")))
        .contains("InUse")
        .contains("book moby of " + library + " exists as arn:aws:libraries:us-east-1:");
    assertThat(call("DescribeBook", book(library, "dick")))
        .contains("describe: no book dick of " + library)
        .contains("/dick");
  }

  @Test
  void a_whole_is_not_deleted_while_it_has_parts() {
    call("CreateBook", book(library, "moby"));
    String other = id(call("CreateLibrary", "{'LibraryName': 'county'}"));

    assertThat(call("DeleteLibrary", "{'LibraryId': '" + library + "'}"))
        .contains("InUse")
        .contains("city has books");
    assertThat(call("DeleteLibrary", "{'LibraryId': '" + other + "'}")).isEmpty();

    call("DeleteBook", book(library, "moby"));
    sim.clock().advance(Duration.ofSeconds(10));
    assertThat(call("DeleteLibrary", "{'LibraryId': '" + library + "'}")).isEmpty();
  }

  @Test
  void a_part_of_a_part_needs_what_its_members_name_together() {
    assertThat(call("CreateNote", note("moby"))).contains("no book moby of " + library);

    call("CreateBook", book(library, "moby"));
    assertThat(call("CreateNote", note("moby"))).doesNotContain("Missing");
    sim.clock().advance(Duration.ofSeconds(10));
    assertThat(call("DeleteBook", book(library, "moby"))).contains("moby has notes");
  }

  @Test
  void a_name_can_be_given_as_an_arn_where_the_contract_lets_it() {
    call("CreateBook", book(library, "moby"));
    call("CreateNote", note("moby"));

    assertThat(
            call(
                "DescribeNote",
                "{'NoteName': 'arn:aws:libraries:us-east-1:123456789012:note/first'}"))
        .isEqualTo(call("DescribeNote", "{'NoteName': 'first'}"))
        .contains("\"Note\":{");
    assertThat(call("DescribeNote", "{'NoteName': 'second'}"))
        .contains("no note second: arn:aws:libraries:us-east-1:123456789012:note/second");
  }

  @Test
  void an_update_moves_what_has_a_way_for_it_and_changes_the_rest_in_place() {
    call("CreateBook", book(library, "moby"));
    assertThat(call("UpdateBook", book(library, "moby")))
        .contains("update: moby is Binding")
        .contains("Conflict");
    sim.clock().advance(Duration.ofSeconds(10));
    call("UpdateBook", "{'LibraryId': '" + library + "', 'BookName': 'moby', 'Shelf': 'b'}");

    assertThat(call("DescribeBook", book(library, "moby")))
        .contains("\"BookStatus\":\"Rebinding\"")
        .contains("\"Shelf\":\"b\"");
  }

  @Test
  void what_an_update_in_place_makes_of_a_resource_counts_against_quotas() {
    call("CreateBook", book(library, "moby"));
    call("CreateNote", note("moby"));
    String second = note("moby").replace("first", "second");

    call("UpdateNote", note("moby").replace("}", ", 'Pages': 7}"));
    assertThat(call("CreateNote", second)).contains("Conflict").contains("8.0 pages");
    call("UpdateNote", note("moby").replace("}", ", 'Pages': 2}"));

    assertThat(call("CreateNote", second)).contains("\"NoteName\":\"second\"");
  }

  @Test
  void a_list_follows_what_was_said_of_it() {
    call("CreateBook", book(library, "b"));
    call("CreateBook", book(library, "a"));

    assertThat(call("ListBooks", "{'LibraryId': '" + library + "'}"))
        .containsSubsequence("\"BookName\":\"a\"", "NextToken")
        .doesNotContain("\"BookName\":\"b\"");
  }

  @Test
  void a_failure_shows_a_reason_and_what_went_well_an_empty_one() {
    sim.script().resource("book").named("torn").failAt("Binding", "torn");
    call("CreateBook", book(library, "torn"));
    call("CreateBook", book(library, "good"));
    sim.clock().advance(Duration.ofSeconds(10));

    assertThat(call("DescribeBook", book(library, "torn")))
        .contains("\"BookStatus\":\"Torn\"")
        .contains("\"FailureReason\":\"torn\"");
    assertThat(call("DescribeBook", book(library, "good"))).contains("\"FailureReason\":\"\"");
  }

  private String note(String book) {
    return "{'NoteName': 'first', 'LibraryId': '" + library + "', 'BookName': '" + book + "'}";
  }

  private static String book(String library, String name) {
    return "{'LibraryId': '" + library + "', 'BookName': '" + name + "'}";
  }

  private static String id(String answer) {
    Matcher id = ID.matcher(answer);
    assertThat(id.find()).as(answer).isTrue();
    return id.group(1);
  }

  private String call(String operation, String body) {
    WireResponse response =
        (WireResponse)
            sim.exchange(
                new WireRequest(
                    "POST",
                    "/",
                    Map.of(
                        "X-Amz-Target",
                        "Libraries." + operation,
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/libraries/aws4_request"),
                    body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  /** Libraries have books, which have notes. */
  private static final class LibraryProvider implements ServiceProvider {
    private static final TypeRef LIBRARY = TypeRef.to("library", "Missing");
    private static final TypeRef BOOK = TypeRef.to("book", "Missing");
    private static final TypeRef NOTE = TypeRef.to("note", "Missing");
    private static final Quota PAGES =
        Quota.of(
            "Pages", 5, (call, excess) -> new ServiceError("Conflict", excess.used() + " pages"));
    private static final Duration D = Duration.ofSeconds(10);
    private static final Contract CONTRACT =
        Contract.read(
            new ByteArrayInputStream(
                """
                service libraries
                protocol awsJson1.1
                serviceId Libraries
                apiVersion 2026-01-01
                endpointPrefix libraries
                signingName libraries
                targetPrefix Libraries
                documents plain
                operation CreateLibrary POST / 200 in=Named out=Library
                operation DescribeLibrary POST / 200 in=LibraryKey out=Library
                operation DeleteLibrary POST / 200 in=LibraryKey
                operation CreateBook POST / 200 in=BookInput out=Made
                operation DescribeBook POST / 200 in=BookKey out=Book
                operation ListBooks POST / 200 in=Listed out=Books page=NextToken,NextToken,MaxResults,Books
                operation UpdateBook POST / 200 in=BookInput out=Made
                operation DeleteBook POST / 200 in=BookKey
                operation CreateNote POST / 200 in=NoteInput out=NoteOutput
                operation UpdateNote POST / 200 in=NoteInput out=NoteOutput
                operation DescribeNote POST / 200 in=NoteKey out=NoteOutput
                error Missing status=400 Message=Name
                error InUse status=400 Message=Name
                error Conflict status=400 Message=Name
                structure Named LibraryName!=Name
                structure LibraryKey LibraryId!=Name
                structure Library LibraryId!=Name LibraryArn!=Name LibraryName!=Name
                structure BookInput LibraryId!=Name BookName!=Name Shelf=Name
                structure BookKey LibraryId!=Name BookName!=Name
                structure Made BookArn!=Name
                structure Book LibraryId!=Name BookName!=Name BookArn!=Name BookStatus!=BookStatus Shelf=Name FailureReason!=Name
                structure Listed LibraryId=Name NextToken=Name MaxResults=Number
                structure Books Books!=BookList NextToken=Name
                structure NoteInput NoteName!=Name LibraryId!=Name BookName!=Name Pages=Number
                structure NoteKey NoteName!=NoteNameOrArn
                structure NoteOutput Note!=Note
                structure Note NoteName!=Name NoteArn!=Name
                list BookList of=Book
                string Name max=200
                string NoteNameOrArn max=200 pattern=(arn:.*:note/)?[a-z0-9]+
                string BookStatus enum=Binding,Bound,Torn,Rebinding,Pulping
                integer Number
                """
                    .getBytes(StandardCharsets.UTF_8)));

    @Override
    public String name() {
      return "libraries";
    }

    @Override
    public Contract contract() {
      return CONTRACT;
    }

    @Override
    public List<String> families() {
      return List.of("libraries", "books");
    }

    @Override
    public void declare(Service.Builder service) {}

    @Override
    public void declare(Family family) {
      switch (family.name()) {
        case "libraries" ->
            family
                .resource("Library")
                .generated("LibraryId", "l-", 8)
                .keptBy(BOOK, "InUse", "{name} has books.", "LibraryId")
                .missing("Missing", "No library {name}.");
        case "books" -> books(family);
        default -> throw family.unknown();
      }
    }

    private static void books(Family family) {
      family
          .resource("Book")
          .identifiedBy("LibraryId", "BookName")
          .partOf(LIBRARY, "LibraryId")
          .keptBy(NOTE, "InUse", "{name} has notes.", "LibraryId", "BookName")
          .lifecycle(
              Lifecycles.lasting(stay("Binding", D), rest("Bound"))
                  .failing("Torn")
                  .updating(stay("Rebinding", D), rest("Bound"))
                  .deleting(stay("Pulping", D), gone())
                  .from("Binding", "Bound", "Torn"))
          .listsUpwardsBy("BookName")
          .pagesOf(1)
          .missing("Missing", "{verb}: no {title} {name} of {LibraryId}, which were {arn}.")
          .duplicate("InUse", "{title} {name} of {LibraryId} exists as {arn}.")
          .refused("Conflict", "{trigger}: {name} is {status}.");
      family
          .resource("Note")
          .partOf(BOOK, "LibraryId", "BookName")
          .counts("Pages", PAGES)
          .holds(Holding.byName(note -> Map.of("Pages", note.attributes().path("Pages").asLong())))
          .missing("Missing", "no note {name}: {arn}")
          .duplicate("InUse", "{arn}");
    }
  }
}
