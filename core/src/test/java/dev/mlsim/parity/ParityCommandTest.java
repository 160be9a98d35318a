package dev.mlsim.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParityCommandTest {
  private static final String RECORDING =
      """
      {"mlsim":"recording 1","day":"2026-11-29","sdk":"2.40.2"}
      {"n":1,"call":"c1","at":"PT0S","op":"sagemaker:ListModels","status":200,"out":{"Models":[],"NextToken":"name-1"}}
      """;

  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private Path recording;

  @BeforeEach
  void write() throws IOException {
    recording = Files.writeString(folder.resolve("run.jsonl"), RECORDING);
  }

  private int run(Object... args) {
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = args[i].toString();
    }
    return ParityCommand.run(new PrintStream(printed, true, StandardCharsets.UTF_8), texts);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_difference_ends_with_1_and_is_told_on_a_page_too() throws IOException {
    Path page = folder.resolve("parity.html");

    assertThat(run(recording, "--page", page)).isEqualTo(1);
    assertThat(printed()).contains("1. sagemaker:ListModels $.NextToken only-on-aws (line 1)");
    assertThat(Files.readString(page)).contains("sagemaker:ListModels $.NextToken only-on-aws");
  }

  @Test
  void what_is_allowed_or_noise_ends_with_0() throws IOException {
    Path allowed =
        Files.writeString(
            folder.resolve("known.txt"),
            "sagemaker:ListModels $.NextToken only-on-aws # the account has more\n");
    Path other =
        Files.writeString(
            folder.resolve("again.jsonl"), RECORDING.replace(",\"NextToken\":\"name-1\"", ""));

    assertThat(run(recording, "--allow", allowed)).as(printed()).isZero();
    assertThat(run(recording, "--noise", other)).as(printed()).isZero();
  }

  @Test
  void what_cannot_be_told_ends_with_2_and_says_why() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong.txt"), "ListModels is fine\n");

    assertThat(run()).isEqualTo(2);
    assertThat(run(recording, "--page")).isEqualTo(2);
    assertThat(run(recording, "--nonsense", "x")).isEqualTo(2);
    assertThat(printed()).contains("usage: <recording> [--allow <file>]");
    assertThat(run(folder.resolve("none.jsonl"))).isEqualTo(2);
    assertThat(printed()).contains("cannot read the recording");
    assertThat(run(recording, "--allow", wrong)).isEqualTo(2);
    assertThat(printed())
        .contains("[ListModels is fine] allows nothing; say operation, path, kind");
  }
}
