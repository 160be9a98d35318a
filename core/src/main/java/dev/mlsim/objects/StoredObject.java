package dev.mlsim.objects;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** An object as it was when it was asked for. Immutable. */
public final class StoredObject {
  private static final String SCHEME = "s3://";

  private final String uri;
  private final byte[] content;
  private final ObjectDetails details;
  private final Instant lastModified;
  private volatile @Nullable String etag;

  /**
   * An object whose ETag is the MD5 of its bytes.
   *
   * @param uri where it is, {@code s3://bucket/key}
   * @param content its bytes; not copied, and not to be changed
   * @param details what is said of it besides
   * @param lastModified when it was written, in virtual time
   */
  public StoredObject(String uri, byte[] content, ObjectDetails details, Instant lastModified) {
    this(uri, content, details, lastModified, null);
  }

  private StoredObject(
      String uri,
      byte[] content,
      ObjectDetails details,
      Instant lastModified,
      @Nullable String etag) {
    this.uri = ObjectStore.located(uri).orElse(uri);
    this.content = requireNonNull(content, "content");
    this.details = requireNonNull(details, "details");
    this.lastModified = requireNonNull(lastModified, "lastModified");
    this.etag = etag;
  }

  /** The same with an ETag of its own, as objects have that came in parts. */
  public StoredObject withEtag(String other) {
    return new StoredObject(uri, content, details, lastModified, requireNonNull(other, "etag"));
  }

  /** The same with other details. */
  public StoredObject withDetails(ObjectDetails other) {
    return new StoredObject(uri, content, other, lastModified, etag);
  }

  /** Where it is, {@code s3://bucket/key}. */
  public String uri() {
    return uri;
  }

  /** The name of its bucket. */
  public String bucket() {
    int slash = uri.indexOf('/', SCHEME.length());
    return uri.substring(SCHEME.length(), slash < 0 ? uri.length() : slash);
  }

  /** Its key in the bucket. */
  public String key() {
    return uri.substring(Math.min(uri.length(), SCHEME.length() + bucket().length() + 1));
  }

  /** Its bytes; not a copy, and not to be changed. */
  public byte[] content() {
    return content;
  }

  /** Its bytes as text in UTF-8. */
  public String text() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** What is said of it besides its bytes. */
  public ObjectDetails details() {
    return details;
  }

  /** When it was written, in virtual time. */
  public Instant lastModified() {
    return lastModified;
  }

  /** Its ETag, without quotes. */
  public String etag() {
    String known = etag;
    if (known == null) {
      known = md5(content);
      etag = known;
    }
    return known;
  }

  private static String md5(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("mlsim: this JVM has no MD5, which every one must have", e);
    }
  }

  @Override
  public String toString() {
    return uri + ", " + content.length + " bytes of " + lastModified;
  }
}
