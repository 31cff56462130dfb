package dev.postern.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The fields of a {@code CheckRequest} that identity, mapping and context keys can need (E-2), as
 * slices of its bytes; a text is made when somebody asks for it. Immutable once read.
 */
public final class CheckEnvelope {
  /** The size of a request that Envoy does not know, or that is not said (E-2.17). */
  public static final long UNKNOWN_SIZE = -1;

  private final byte[] bytes;
  private final int[] fields = new int[Field.values().length * 2];
  private final Entries contextExtensions;
  private final Entries headers;
  private final Entries headerMap;
  private long size = UNKNOWN_SIZE;
  private Kind kind = Kind.CONNECTION;

  CheckEnvelope(byte[] bytes) {
    this.bytes = bytes;
    this.contextExtensions = new Entries(bytes);
    this.headers = new Entries(bytes);
    this.headerMap = new Entries(bytes);
  }

  /** Reads a serialized {@code CheckRequest}; empty if the bytes are none. */
  public static Optional<CheckEnvelope> read(byte[] message) {
    return CheckRequestReader.read(message);
  }

  /** Whether this is an HTTP request or a connection of the network filter (E-13.1). */
  public Kind kind() {
    return kind;
  }

  /** A field as text; empty if it is unset (E-2.1). What is not UTF-8 is replaced. */
  public String text(Field field) {
    int start = start(field);
    return new String(bytes, start, end(field) - start, StandardCharsets.UTF_8);
  }

  /** The bytes of a field, where {@link #start} and {@link #end} say. Not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where a field begins in {@link #bytes}. */
  public int start(Field field) {
    return fields[field.ordinal() * 2];
  }

  /** Where a field ends in {@link #bytes}, exclusive. */
  public int end(Field field) {
    return fields[field.ordinal() * 2 + 1];
  }

  /** Size of the request in bytes, or {@link #UNKNOWN_SIZE}. */
  public long size() {
    return size;
  }

  /** The headers, whichever of the two forms Envoy chose (E-3.1, E-3.2); pseudo headers too. */
  public Entries headers() {
    return headers.count() > 0 ? headers : headerMap;
  }

  /** The context extensions of the route (E-2.19). */
  public Entries contextExtensions() {
    return contextExtensions;
  }

  /**
   * Whether the value of some header is not UTF-8, so that it is read with replacements (E-3.5).
   */
  public boolean hasReplacements() {
    Entries all = headers();
    for (int i = 0; i < all.count(); i++) {
      if (!isUtf8(all.valueStart(i), all.valueEnd(i))) {
        return true;
      }
    }
    return false;
  }

  void set(Field field, int start, int end) {
    fields[field.ordinal() * 2] = start;
    fields[field.ordinal() * 2 + 1] = end;
  }

  void setSize(long value) {
    size = value > 0 ? value : UNKNOWN_SIZE;
  }

  void isHttp() {
    kind = Kind.HTTP;
  }

  Entries headersAlone() {
    return headers;
  }

  Entries headerMap() {
    return headerMap;
  }

  private boolean isUtf8(int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] < 0) {
        return decodes(start, end);
      }
    }
    return true;
  }

  private boolean decodes(int start, int end) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, end - start));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** What is checked. */
  public enum Kind {
    HTTP,
    CONNECTION
  }

  /** The texts of a request. */
  public enum Field {
    /** {@code request.http.method} */
    METHOD(":method"),
    /** {@code request.http.path}: the raw target with query (E-2.13) */
    PATH(":path"),
    /** {@code request.http.host} */
    HOST(":authority"),
    /** {@code request.http.scheme} */
    SCHEME(":scheme"),
    /** {@code request.http.protocol} */
    PROTOCOL(""),
    /** {@code source.address}, if it is a socket address */
    SOURCE_ADDRESS(""),
    /** {@code source.principal} (E-2.4) */
    SOURCE_PRINCIPAL(""),
    /** {@code tls_session.sni} */
    SNI("");

    private final String pseudoHeader;

    Field(String pseudoHeader) {
      this.pseudoHeader = pseudoHeader;
    }

    /** The pseudo header that stands in for an empty field (E-3.6); empty if there is none. */
    String pseudoHeader() {
      return pseudoHeader;
    }
  }
}
