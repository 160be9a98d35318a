package dev.mlsim.recording;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file of a recording, which one process writes at a time. Not safe for threads. */
final class RecordingFile implements AutoCloseable {
  private final Path path;
  private final FileOutputStream out;

  private RecordingFile(Path path, FileOutputStream out) {
    this.path = path;
    this.out = out;
  }

  /**
   * Begins a file; one that is there already is replaced, unless it is being written.
   *
   * @throws IllegalStateException if another writes it
   * @throws UncheckedIOException if it can't be written
   */
  static RecordingFile begin(Path path) {
    try {
      @Nullable Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      // a stream, since a thread that is interrupted closes a channel to which it writes
      FileOutputStream out = new FileOutputStream(path.toFile(), true);
      if (!isOurs(out)) {
        out.close();
        throw new IllegalStateException(
            "mlsim: cannot record into ["
                + path
                + "]: another recording is being written into it; give each process a file of its"
                + " own, as -Dmlsim.record=run-%p.jsonl does");
      }
      out.getChannel().truncate(0);
      return new RecordingFile(path, out);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  private static boolean isOurs(FileOutputStream out) throws IOException {
    try {
      return out.getChannel().tryLock() != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    }
  }

  void add(String line) {
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  private static UncheckedIOException failed(Path path, IOException e) {
    return new UncheckedIOException(
        "mlsim: cannot write the recording [" + path + "]: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(path, e);
    }
  }
}
