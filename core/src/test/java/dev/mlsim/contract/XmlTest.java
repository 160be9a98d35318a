package dev.mlsim.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How bodies in XML are read and written, and how their requests find their operation. */
class XmlTest {
  private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final Instant TIME = Instant.parse("2021-02-24T02:12:18Z");

  private final Contract toys =
      ContractTest.read(
          """
          service toys
          protocol restXml
          apiVersion 2026-01-01
          endpointPrefix toys
          operation List GET / 200 out=ListOut root=AllBoxes
          operation ListBox GET /{Box} 200 in=BoxIn out=ListOut root=AllToys
          operation ListBoxByPage GET /{Box}?list-type=2 200 in=PagedIn
          operation BoxTags GET /{Box}?tagging 200 in=BoxIn out=Tags root=Tagging
          operation GetToy GET /{Box}/{Toy+} 200 in=ToyIn out=ToyOut errors=NoSuchToy
          operation HeadToy HEAD /{Box}/{Toy+} 200 in=ToyIn out=ToyOut errors=NoSuchToy
          operation GetPart GET /{Box}/{Toy+} 200 in=PartIn
          operation PutToy PUT /{Box}/{Toy+} 200 in=PutIn
          operation CopyToy PUT /{Box}/{Toy+} 200 in=CopyIn out=CopyOut
          operation PutTags PUT /{Box}/{Toy+}?tagging 204 in=TagsIn
          operation Where GET /{Box}?location 200 in=BoxIn out=WhereOut root=Place unwrapped
          structure BoxIn Box!@uri:Box=Text
          structure PagedIn Box!@uri:Box=Text Max@query:max=Count
          structure ToyIn Box!@uri:Box=Text Toy!@uri:Toy=Text
          structure PartIn Box!@uri:Box=Text Toy!@uri:Toy=Text Part!@query:part=Count
          structure PutIn Box!@uri:Box=Text Toy!@uri:Toy=Text Body@payload=Bytes
          structure CopyIn Box!@uri:Box=Text Toy!@uri:Toy=Text Source!@header:x-source=Text
          structure CopyOut Result@payload=CopyResult
          structure CopyResult ETag=Text
          structure TagsIn Box!@uri:Box=Text Toy!@uri:Toy=Text Tags@payload=Tags
          structure ListOut Name=Text Toys@body:Toy=Flat Sets=Sets Made=Time Date=Day More=Flag Of@header:x-of=Text
          structure ToyOut Body@payload=Bytes Range@header:Content-Range=Text Made@header:Last-Modified=Time Meta@headers:x-meta-=Meta
          structure WhereOut Place=Text
          structure Tags TagSet!=Set
          structure Tag Key!=Text Value=Text Count=Count Made=Time Bytes=Bytes
          list Flat of=Text flattened
          list Sets of=Text item=Set
          list Set of=Tag item=Tag
          map Meta key=Text value=Text
          error NoSuchToy status=404 Toy=Text Marker@header:x-marker=Text
          string Text
          integer Count
          boolean Flag
          blob Bytes
          timestamp Time
          timestamp Day format=rfc822
          """);

  private String routed(String method, String path, String... headers) {
    return toys.route(request(method, path, "", headers)).map(Operation::name).orElse("none");
  }

  private static WireRequest request(String method, String path, String body, String... headers) {
    Map<String, String> all = headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]);
    return new WireRequest(method, path, all, body.getBytes(UTF_8));
  }

  private ObjectNode decoded(String operation, WireRequest request) {
    return Protocol.REST_XML.decode(toys.operation(operation).orElseThrow(), request);
  }

  private WireResponse encoded(String operation, ObjectNode output) {
    return Protocol.REST_XML.encode(toys.operation(operation).orElseThrow(), output, "r-1");
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static String body(WireResponse response) {
    return new String(response.body(), UTF_8);
  }

  @Test
  void an_operation_is_found_by_the_most_that_its_request_says() {
    assertThat(routed("GET", "/")).isEqualTo("List");
    assertThat(routed("GET", "/box")).isEqualTo("ListBox");
    assertThat(routed("GET", "/box/")).isEqualTo("ListBox");
    assertThat(routed("GET", "/box?list-type=2")).isEqualTo("ListBoxByPage");
    assertThat(routed("GET", "/box?list-type=3")).isEqualTo("ListBox");
    assertThat(routed("GET", "/box?list-type=2&max=5")).isEqualTo("ListBoxByPage");
    assertThat(routed("GET", "/box?tagging")).isEqualTo("BoxTags");
    assertThat(routed("GET", "/box/a/b/c")).isEqualTo("GetToy");
    assertThat(routed("GET", "/box/a?part=1")).isEqualTo("GetPart");
    assertThat(routed("HEAD", "/box/a")).isEqualTo("HeadToy");
    assertThat(routed("PUT", "/box/a")).isEqualTo("PutToy");
    assertThat(routed("PUT", "/box/a", "x-source", "b")).isEqualTo("CopyToy");
    assertThat(routed("PUT", "/box/a?tagging")).isEqualTo("PutTags");
    assertThat(routed("DELETE", "/box/a")).isEqualTo("none");
  }

  @Test
  void a_part_of_a_resource_that_no_operation_knows_is_never_meant() {
    assertThat(routed("GET", "/box/a?acl")).isEqualTo("none");
    assertThat(routed("GET", "/box/a?x-id=GetToy")).isEqualTo("GetToy");
    assertThat(routed("GET", "/box/a?broken=%G0")).isEqualTo("none");
  }

  @Test
  void a_bucket_may_be_named_by_the_host() {
    assertThat(routed("GET", "/", "Host", "box.toys.us-east-1.amazonaws.com")).isEqualTo("ListBox");
    assertThat(routed("GET", "/a", "Host", "box.toys-fips.amazonaws.com")).isEqualTo("GetToy");
    assertThat(routed("GET", "/?tagging", "Host", "box.localhost:4566")).isEqualTo("BoxTags");
    assertThat(routed("GET", "/a", "Host", "localhost:4566")).isEqualTo("ListBox");
    assertThat(routed("GET", "/a", "Host", "toys.localhost:4566")).isEqualTo("ListBox");
    assertThat(routed("GET", "/a", "Host", "me.toys-accesspoint.us-east-1.amazonaws.com"))
        .isEqualTo("none");
    assertThat(decoded("GetToy", request("GET", "/a%2Fb/c", "", "Host", "my.box.localhost")))
        .hasToString("{\"Box\":\"my.box\",\"Toy\":\"a/b/c\"}");
  }

  @Test
  void a_body_becomes_a_document() {
    String body =
        XML
            + "<Tagging xmlns='urn:x'><!-- a comment --><Other><Deep/>text</Other><TagSet>\n"
            + "<Tag><Key>a &amp; b</Key><Value> kept </Value><Count> 7 </Count>"
            + "<Made>2021-02-24T02:12:18Z</Made><Bytes> e30= </Bytes></Tag>"
            + "<Odd>no</Odd><Tag><Key><![CDATA[<c>]]></Key></Tag></TagSet></Tagging>\n";

    assertThat(decoded("PutTags", request("PUT", "/box/a?tagging", body)).get("Tags"))
        .hasToString(
            "{\"TagSet\":[{\"Key\":\"a & b\",\"Value\":\" kept \",\"Count\":7,"
                + "\"Made\":1.614132738E9,\"Bytes\":\"e30=\"},{\"Key\":\"<c>\"}]}");
  }

  @Test
  void a_raw_body_is_bytes() {
    assertThat(decoded("PutToy", request("PUT", "/box/a", "raw")).get("Body"))
        .isEqualTo(BinaryNode.valueOf("raw".getBytes(UTF_8)));
  }

  @Test
  void what_is_no_xml_or_of_another_type_is_refused() {
    for (String body :
        new String[] {
          "no xml",
          "<Tagging>",
          "<Tagging/><More/>",
          "<!DOCTYPE a [<!ENTITY x"
              + " \"y\">]><Tagging><TagSet><Tag><Key>&x;</Key></Tag></TagSet></Tagging>",
          "<Tagging><TagSet><Tag><Count>many</Count></Tag></TagSet></Tagging>",
          "<Tagging><TagSet><Tag><Made>now</Made></Tag></TagSet></Tagging>",
          "<Tagging><TagSet><Tag><Bytes>*</Bytes></Tag></TagSet></Tagging>"
        }) {
      assertThatThrownBy(() -> decoded("PutTags", request("PUT", "/box/a?tagging", body)))
          .isInstanceOf(MalformedInput.class)
          .hasMessage(MalformedInput.XML_MESSAGE);
    }
  }

  @Test
  void a_document_becomes_a_body() {
    ObjectNode output = object().put("Name", "a<b>&\"c\"\r\u0001\n").put("More", true);
    output.putArray("Toys").add("x").add("y");
    output.putArray("Sets").add("s");
    output.set("Made", Timestamps.of(TIME));
    output.set("Date", Timestamps.of(TIME));
    output.put("Of", "header").put("Unknown", 5).putObject("Deep");

    WireResponse response = encoded("List", output);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("x-of")).contains("header");
    assertThat(response.header("Content-Type")).contains("application/xml");
    assertThat(response.header("x-amz-request-id")).contains("r-1");
    assertThat(body(response))
        .isEqualTo(
            XML
                + "<AllBoxes xmlns=\"http://toys.amazonaws.com/doc/2026-01-01/\">"
                + "<Name>a&lt;b&gt;&amp;&quot;c&quot;&#13;&#1;\n</Name><More>true</More>"
                + "<Toy>x</Toy><Toy>y</Toy><Sets><Set>s</Set></Sets>"
                + "<Made>2021-02-24T02:12:18.000Z</Made>"
                + "<Date>Wed, 24 Feb 2021 02:12:18 GMT</Date><Unknown>5</Unknown></AllBoxes>");
  }

  @Test
  void a_payload_is_the_body_and_other_members_are_headers() {
    ObjectNode output = object();
    output.set("Body", BinaryNode.valueOf("raw".getBytes(UTF_8)));
    output.set("Made", Timestamps.of(TIME));
    output.putObject("Meta").put("color", "red");
    WireResponse whole = encoded("GetToy", output);
    WireResponse part = encoded("GetToy", output.deepCopy().put("Range", "bytes 0-2/9"));

    assertThat(body(whole)).isEqualTo("raw");
    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.header("Last-Modified")).contains("Wed, 24 Feb 2021 02:12:18 GMT");
    assertThat(whole.header("x-meta-color")).contains("red");
    assertThat(part.status()).isEqualTo(206);
    assertThat(encoded("GetToy", object()).body()).isEmpty();
    assertThat(encoded("HeadToy", output).isBodiless()).isTrue();
    assertThat(whole.isBodiless()).isFalse();
  }

  @Test
  void a_payload_of_structure_is_named_by_its_member() {
    ObjectNode output = object();
    output.putObject("Result").put("ETag", "e");

    assertThat(body(encoded("CopyToy", output)))
        .isEqualTo(
            XML
                + "<Result xmlns=\"http://toys.amazonaws.com/doc/2026-01-01/\"><ETag>e</ETag>"
                + "</Result>");
  }

  @Test
  void an_unwrapped_answer_is_its_one_member() {
    assertThat(body(encoded("Where", object().put("Place", "eu-west-1"))))
        .endsWith("doc/2026-01-01/\">eu-west-1</Place>");
    assertThat(body(encoded("Where", object()))).endsWith("doc/2026-01-01/\"></Place>");
    assertThat(encoded("PutTags", object()).status()).isEqualTo(204);
    assertThat(encoded("PutTags", object()).body()).isEmpty();
  }

  @Test
  void an_error_has_its_members_and_names_its_request() {
    ErrorReply error =
        ErrorReply.of(toys, "NoSuchToy", "It's <gone>.")
            .member("Toy", TextNode.valueOf("a"))
            .member("Marker", TextNode.valueOf("m"));
    Operation get = toys.operation("GetToy").orElseThrow();
    Operation head = toys.operation("HeadToy").orElseThrow();

    WireResponse response = Protocol.REST_XML.encodeError(get, error, "r-1");

    assertThat(response.status()).isEqualTo(404);
    assertThat(response.header("x-marker")).contains("m");
    assertThat(response.header("Content-Type")).contains("application/xml");
    assertThat(body(response))
        .isEqualTo(
            XML
                + "<Error><Code>NoSuchToy</Code><Message>It's &lt;gone&gt;.</Message><Toy>a</Toy>"
                + "<RequestId>r-1</RequestId><HostId>r-1/mlsim</HostId></Error>");
    assertThat(Protocol.REST_XML.encodeError(head, error, "r-1").isBodiless()).isTrue();
    assertThat(Protocol.REST_XML.encodeError(get, error.status(304), "r-1").isBodiless()).isTrue();
  }

  @Test
  void a_body_in_chunks_is_as_if_it_had_been_sent_plain() {
    String chunks =
        String.join(
            "\r\n",
            "5;chunk-signature=abc",
            "hello",
            "6",
            " world",
            "0;chunk-signature=d",
            "x-checksum: yes ",
            "broken",
            "",
            "");
    WireRequest request =
        new WireRequest(
            "PUT",
            "/box/a",
            Map.of(
                "x-amz-decoded-content-length", "11",
                "Content-Length", "999",
                "Content-Encoding", "aws-chunked,gzip",
                "x-amz-trailer", "x-checksum",
                "x-other", "kept"),
            chunks.getBytes(UTF_8));

    WireRequest bare = AwsChunked.unwrapped(request);

    assertThat(new String(bare.body(), UTF_8)).isEqualTo("hello world");
    assertThat(bare.header("Content-Length")).contains("11");
    assertThat(bare.header("Content-Encoding")).contains("gzip");
    assertThat(bare.header("x-checksum")).contains("yes");
    assertThat(bare.header("x-other")).contains("kept");
    assertThat(bare.header("x-amz-trailer")).isEmpty();
    assertThat(bare.header("x-amz-decoded-content-length")).isEmpty();
  }

  @Test
  void a_body_may_say_that_it_is_in_chunks_by_its_hash() {
    WireRequest streamed =
        request("PUT", "/a", "0\r\n\r\n", "x-amz-content-sha256", "STREAMING-UNSIGNED");
    WireRequest plain = request("PUT", "/a", "0\r\n\r\n", "x-amz-content-sha256", "UNSIGNED");

    assertThat(AwsChunked.unwrapped(streamed).body()).isEmpty();
    assertThat(AwsChunked.unwrapped(plain)).isSameAs(plain);
  }

  @Test
  void a_body_whose_chunks_do_not_add_up_is_incomplete() {
    for (String chunks :
        new String[] {"5\r\nhell", "5\r\nhello!\r\n0\r\n", "x\r\n", "3\r\nabc\r\n0\r\n", ""}) {
      assertThatThrownBy(
              () ->
                  AwsChunked.unwrapped(
                      request("PUT", "/a", chunks, "x-amz-decoded-content-length", "5")))
          .isInstanceOf(MalformedInput.class)
          .hasMessageStartingWith("You did not provide the number of bytes");
    }
  }
}
